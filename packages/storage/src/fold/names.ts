/** How many event names of a dataset the books tell apart. @source settled: "The books" */
export const EVENT_NAMES_MAX = 10_000
/** How many parameter names, hosts and so on of an event name they tell apart in one hour. */
export const PRESENT_NAMES_MAX = 500
/** What the books call everything beyond. */
export const OTHER = '(other)'
