/** Where the data is: as given, else COUNTERSIGN_DATA, else `./data`. */
export const dataDirectory = (given: string | undefined): string =>
  given ?? process.env.COUNTERSIGN_DATA ?? './data'
