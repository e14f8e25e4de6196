import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import {
  accept,
  type ConversionsBody,
  decodeConversions,
  decodeConversionsForm,
  decodePairs,
  type Pair,
  type Result,
  refuse,
} from '@countersign/core'
import { BODY_BYTES_MAX } from '../limits.js'
import { decompress, isCompressed } from './decompress.js'
import { isMultipart } from './form-body.js'
import { NOT_UTF8, readJsonBody } from './json-body.js'
import { readMultipart } from './multipart.js'

/** A body that could be read, before anything is said of what it holds. */
export type ReadBody = { kind: 'json'; value: unknown } | { kind: 'form'; pairs: readonly Pair[] }

/**
 * Reads the body of a Graph request in any of the encodings that the official clients have. A body that is
 * JSON by its first character is read as JSON whatever its content type says.
 * @returns Problems, one of: content_encoding_unsupported, body_too_large, body_not_utf8, body_too_deep,
 *          body_not_json, content_type_unsupported
 * @source reference 5.1
 */
export function readBody(
  sent: Buffer,
  headers: IncomingHttpHeaders,
): Result<ReadBody> | Promise<Result<ReadBody>> {
  const { 'content-encoding': encoding, 'content-type': content_type } = headers
  // Most bodies are neither compressed nor in parts, and need no waiting.
  return isCompressed(encoding) ? readCompressed(sent, encoding, content_type) : readPlain(sent, content_type)
}

async function readCompressed(
  sent: Buffer,
  encoding: string,
  content_type: string | undefined,
): Promise<Result<ReadBody>> {
  const plain = await decompress(sent, encoding)
  return plain.ok ? readPlain(plain.value, content_type) : plain
}

function readPlain(
  body: Buffer,
  content_type: string | undefined,
): Result<ReadBody> | Promise<Result<ReadBody>> {
  // Nothing at all is no JSON that is broken: what is missing is its parameters, and first of all the token.
  if (body.length === 0) return accept({ kind: 'form', pairs: [] })
  if (isMultipart(content_type)) return readMultipartBody(body, content_type)
  if (isJson(body, content_type)) {
    const value = readJsonBody(body)
    return value.ok ? accept({ kind: 'json', value: value.value }) : value
  }
  return isUtf8(body)
    ? accept({ kind: 'form', pairs: decodePairs(body.toString('utf8').trim()) })
    : refuse([NOT_UTF8])
}

const JSON_TYPE = /^\s*(?:application|text)\/(?:[\w.-]+\+)?json/i
const OPENING = new Set([0x7b, 0x5b]) // { [

function isJson(body: Buffer, content_type: string | undefined): boolean {
  if (content_type !== undefined && JSON_TYPE.test(content_type)) return true
  return OPENING.has(body.find((byte) => byte > 0x20) ?? 0)
}

async function readMultipartBody(body: Buffer, content_type: string): Promise<Result<ReadBody>> {
  if (!isUtf8(body)) return refuse([NOT_UTF8])
  const pairs = await readMultipart(body, content_type, BODY_BYTES_MAX)
  return pairs === null
    ? refuse([{ code: 'content_type_unsupported', at: '', seen: 'is no well-formed form data' }])
    : accept({ kind: 'form', pairs })
}

/** A top-level field's text, before the body is looked at as a whole; undefined where it has none. */
export function fieldOf(body: ReadBody, name: string): string | undefined {
  const value = body.kind === 'json' ? valueAt(body.value, name) : lastPair(body.pairs, name)
  const text = typeof value === 'string' ? value.trim() : undefined
  return text === '' ? undefined : text
}

export function valueAt(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}

const lastPair = (pairs: readonly Pair[], wanted: string): string | undefined =>
  pairs.findLast(([name]) => name === wanted)?.[1]

export const decodeBody = (body: ReadBody): Result<ConversionsBody> =>
  body.kind === 'json' ? decodeConversions(body.value) : decodeConversionsForm(body.pairs)

/** Whether a body that was refused as a whole had only asked what would be said of it. */
export function isDryRun(body: ReadBody): boolean {
  const flag =
    body.kind === 'json' ? valueAt(body.value, 'validate_only') : lastPair(body.pairs, 'validate_only')
  return flag === true || flag === 'true' || flag === 1 || flag === '1'
}

/**
 * The names of the events of a request that was refused for how many they are; empty where there is none to
 * read. Never more than a body may hold.
 */
export function eventNamesOf(body: ReadBody): string[] {
  const sent = body.kind === 'json' ? valueAt(body.value, 'data') : lastPair(body.pairs, 'data')
  const parsed = typeof sent === 'string' ? readJsonBody(Buffer.from(sent)) : accept(sent)
  const list: unknown = parsed.ok ? parsed.value : null
  return Array.isArray(list) ? list.map(eventNameOf) : []
}

function eventNameOf(event: unknown): string {
  const name = valueAt(event, 'event_name')
  return typeof name === 'string' ? name : ''
}
