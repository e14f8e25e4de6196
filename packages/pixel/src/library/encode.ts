/** Parameters by name; undefined, null and functions are not sent. */
export type Parameters = { [name: string]: unknown }

/**
 * Writes parameters as a query, or as the body of a form. Objects and lists are JSON, all else is its text.
 * @source reference 2.1
 */
export function encode(parameters: Parameters): string {
  const query = new URLSearchParams()
  for (const name in parameters)
    try {
      const value = parameters[name]
      if (value !== null && !/^[uf]/.test(typeof value))
        query.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
    } catch {
      // What holds itself has no JSON: the event goes without it.
    }
  // Brackets stay, as Meta's library leaves them: it saves four characters a parameter.
  return query.toString().replace(/%5[BD]/g, decodeURIComponent)
}

/** Each property of an object as a parameter of a group: `cd[value]`. */
export const grouped = (group: string, values: Parameters): Parameters =>
  Object.fromEntries(Object.keys(values).map((key) => [`${group}[${key}]`, values[key]]))
