/** How the configuration around a table runs a change: in a transaction, with what it holds in memory read anew. */
export type Changing = <T>(work: () => T) => T
