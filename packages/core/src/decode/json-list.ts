/**
 * Reads a list that an owner has written as JSON, as the settings that are lists of objects take it; an empty text is an
 * empty list.
 * @param example  of such a list, with what it is, e.g. `a JSON list of rules, e.g. [{"on":"page"}]`
 * @returns the list, or what to give instead, as a demand ("give …"); what is in it is for the caller to look at
 */
export function readJsonList(text: string, example: string, chars_max: number): unknown[] | string {
  if (text === '') return []
  if (text.length > chars_max) return `at most ${chars_max} characters; these are ${text.length}`
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : example
  } catch {
    return example
  }
}
