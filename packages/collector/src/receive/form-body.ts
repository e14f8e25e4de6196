import { isUtf8 } from 'node:buffer'
import { decodePairs, type Pair } from '@countersign/core'
import { readMultipart } from './multipart.js'

export const isMultipart = (content_type: string | undefined): content_type is string =>
  content_type !== undefined && /^\s*multipart\/form-data/i.test(content_type)

/**
 * Reads the parameters of a body: multipart by its content type, anything else as urlencoded.
 * @returns null where it cannot be read: not UTF-8, or not well formed
 */
export function readFormBody(
  body: Buffer,
  content_type: string | undefined,
  bytes_max: number,
): Pair[] | null | Promise<Pair[] | null> {
  if (!isUtf8(body)) return null
  if (isMultipart(content_type)) return readMultipart(body, content_type, bytes_max)
  return decodePairs(body.toString('utf8').trim())
}
