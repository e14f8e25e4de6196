import { isUtf8 } from 'node:buffer'
import { accept, type Problem, type Result, refuse } from '@countersign/core'
import { BODY_DEPTH_MAX } from '../limits.js'

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Reads a JSON body.
 * @returns Problems, one of: body_not_utf8, body_too_deep, body_not_json
 */
export function readJsonBody(body: Buffer): Result<unknown> {
  if (!isUtf8(body)) return refuse([NOT_UTF8])
  if (isTooDeep(body)) return refuse([{ code: 'body_too_deep', at: '' }])
  try {
    return accept(JSON.parse(body.toString('utf8')))
  } catch {
    return refuse([{ code: 'body_not_json', at: '' }])
  }
}
export const NOT_UTF8: Problem = { code: 'body_not_utf8', at: '' }

/** Whether brackets outside strings nest beyond BODY_DEPTH_MAX. Asked before parsing: each level costs memory there. */
export function isTooDeep(body: Uint8Array): boolean {
  let depth = 0
  let in_string = false
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at]
    if (in_string) {
      if (byte === QUOTE) in_string = false
      else if (byte === BACKSLASH) at += 1
    } else if (byte === QUOTE) in_string = true
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      if (depth > BODY_DEPTH_MAX) return true
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1
  }
  return false
}
