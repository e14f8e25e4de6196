import { promisify } from 'node:util'
import { brotliDecompress, gunzip, type InputType, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'
import { accept, type Result, refuse } from '@countersign/core'
import { BODY_BYTES_MAX } from '../limits.js'

type Decompress = (body: InputType, options: ZlibOptions) => Promise<Buffer>
const DECOMPRESS = new Map<string, Decompress>([
  ['gzip', promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  ['x-gzip', promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  ['deflate', promisify<InputType, ZlibOptions, Buffer>(inflate)],
  ['br', promisify<InputType, ZlibOptions, Buffer>(brotliDecompress)],
])
/** Some senders leave out the two bytes by which `deflate` is known. */
const withoutHeader = promisify<InputType, ZlibOptions, Buffer>(inflateRaw)

export const isCompressed = (content_encoding: string | undefined): content_encoding is string =>
  content_encoding !== undefined && content_encoding !== '' && content_encoding.toLowerCase() !== 'identity'

/**
 * Decompresses a body that is all here, to no more than BODY_BYTES_MAX.
 * @returns Problems, one of: content_encoding_unsupported (also where the body is not what it is said to be),
 *          body_too_large
 */
export async function decompress(body: Buffer, content_encoding: string): Promise<Result<Buffer>> {
  const encoding = content_encoding.trim().toLowerCase()
  const decompressBody =
    encoding === 'deflate' && !hasZlibHeader(body) ? withoutHeader : DECOMPRESS.get(encoding)
  if (decompressBody === undefined) return refuse([{ code: 'content_encoding_unsupported', at: '' }])
  try {
    return accept(await decompressBody(body, { maxOutputLength: BODY_BYTES_MAX }))
  } catch (error) {
    const is_large = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    if (is_large) return refuse([{ code: 'body_too_large', at: '' }])
    return refuse([{ code: 'content_encoding_unsupported', at: '', seen: `is not ${encoding}` }])
  }
}

/** @source RFC 1950: method 8, and the two bytes are a multiple of 31 */
function hasZlibHeader(body: Buffer): boolean {
  if (body.length < 2) return false
  return ((body[0] ?? 0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0
}
