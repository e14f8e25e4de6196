import { isUtf8 } from 'node:buffer'
import { accept, type Problem, type Result, refuse } from '@countersign/core'
import { BODY_DEPTH_MAX } from '../limits.js'

/**
 * Reads a JSON body.
 * @returns Problems, one of: body_not_utf8, body_too_deep, body_not_json
 */
export function readJsonBody(body: Buffer): Result<unknown> {
  if (!isUtf8(body)) return refuse([NOT_UTF8])
  const text = body.toString('utf8')
  if (isTooDeep(text)) return refuse([{ code: 'body_too_deep', at: '' }])
  try {
    return accept(JSON.parse(text))
  } catch {
    return refuse([{ code: 'body_not_json', at: '' }])
  }
}
export const NOT_UTF8: Problem = { code: 'body_not_utf8', at: '' }

const QUOTE = 0x22
const BACKSLASH = 0x5c
const [OPENING_LIST, CLOSING_LIST, OPENING_OBJECT, CLOSING_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Whether brackets outside strings nest beyond BODY_DEPTH_MAX. Asked before parsing: each level costs memory
 * there.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) {
      at = endOfString(text, at + 1)
      if (at === -1) return false
    } else if (unit === OPENING_LIST || unit === OPENING_OBJECT) {
      depth += 1
      if (depth > BODY_DEPTH_MAX) return true
    } else if (unit === CLOSING_LIST || unit === CLOSING_OBJECT) depth -= 1
  }
  return false
}

/** The place of the quote that ends a string; -1 where it never ends. Most of a body lies within strings. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1
    while (before >= from && text.charCodeAt(before) === BACKSLASH) before -= 1
    if ((at - before) % 2 === 1) return at
  }
  return -1
}
