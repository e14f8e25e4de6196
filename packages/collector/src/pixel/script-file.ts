import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'

/** A script as it goes out: once made, sending it is looking it up. */
export interface ScriptFile {
  text: string
  /** without quotes; each encoding adds its own name, for a strong validator belongs to the bytes */
  tag: string
  bodies: { identity: Buffer; gzip?: Buffer; br?: Buffer }
}

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** Compresses in a thread of Node's own: at its best, brotli takes longer than a beacon may wait. */
export async function compressedScript(text: string, sha256: (text: string) => string): Promise<ScriptFile> {
  const file = plainScript(text, sha256)
  const { identity } = file.bodies
  const [br, zipped] = await Promise.all([compressBrotli(identity), compressGzip(identity, { level: 9 })])
  return { ...file, bodies: { identity, br, gzip: zipped } }
}

/** For scripts that a network packet holds as they are. */
export const plainScript = (text: string, sha256: (text: string) => string): ScriptFile => ({
  text,
  tag: sha256(text).slice(0, TAG_CHARS),
  bodies: { identity: Buffer.from(text) },
})
const TAG_CHARS = 32

/** In the order in which we would rather send them. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const

/** A page may load it from anywhere, with or without `crossorigin`, and keep it for five minutes. */
const HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
}

/** Sends a script, or 304 to whoever has it. */
export function sendScript(request: FastifyRequest, reply: FastifyReply, file: ScriptFile): FastifyReply {
  const { bodies } = file
  const accepted = new Negotiator(request.raw).encodings([...ENCODINGS])
  const encoding =
    ENCODINGS.find((name) => bodies[name] !== undefined && accepted.includes(name)) ?? 'identity'
  const etag = `"${file.tag}${encoding === 'identity' ? '' : `-${encoding}`}"`
  reply.headers({ ...HEADERS, etag })
  if (bodies.br !== undefined) reply.header('vary', 'Accept-Encoding')
  if (isHeld(request.headers['if-none-match'], etag)) return reply.code(304).send()
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply.send(bodies[encoding] ?? bodies.identity)
}

/** Compared weakly, as RFC 9110 has it for If-None-Match: a proxy may have weakened ours. */
const isHeld = (if_none_match: string | undefined, etag: string): boolean =>
  (if_none_match ?? '').split(',').some((held) => ['*', etag].includes(held.trim().replace(/^W\//, '')))
