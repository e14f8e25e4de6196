/** The text with its percent-encoding undone; as it is where there is none, or where it is broken. Never throws. */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
