/** What can cross to another thread, and be logged there. */
export const plain = (about: object): object =>
  Object.fromEntries(
    Object.entries(about).map(([name, value]) => [name, value instanceof Error ? String(value) : value]),
  )
