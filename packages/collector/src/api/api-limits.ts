/** What one caller may ask in a minute: a page that looks at everything asks some hundred. */
export const REQUESTS_PER_MINUTE = 1_200
/** What one address may ask in a minute without showing who it is. */
export const STRANGER_REQUESTS_PER_MINUTE = 120
export const API_BODY_BYTES_MAX = 64 * 1024
export const EVENTS_MAX = 1_000
export const EVENTS_DEFAULT = 100
export const ORDERS_MAX = 1_000
export const ORDERS_DEFAULT = 100
/** A file of orders: some 80,000 rows of a shop's export. More is for `countersign reconcile`. */
export const ORDERS_FILE_BYTES_MAX = 8 * 2 ** 20
