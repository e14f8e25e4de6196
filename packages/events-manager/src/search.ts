/** Every value is text: no page has to guess whether `12` came as a number. */
export function parseSearch(text: string): { [name: string]: string } {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(search: { [name: string]: unknown }): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

/** Search parameters are text, and each page reads its own: see useAddress. What was taken out is none. */
export const asText = (search: { [name: string]: unknown }): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
