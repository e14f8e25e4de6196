/** How many bytes a text is in UTF-8; a lone surrogate counts three, as its replacement does. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    bytes += unit < 0x800 ? 1 : 2
    if (isPair(unit, text.charCodeAt(at + 1))) at += 1 // two units, four bytes
  }
  return bytes
}

const isPair = (high: number, low: number): boolean =>
  high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff
