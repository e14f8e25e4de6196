import type { Json } from '../event.js'
import type { Problem } from '../problem/problem.js'
import { accept, type Result, refuse } from '../result.js'
import { EVENTS_MAX } from '../validate/limits.js'
import { isObject, readInteger, readJson, readList } from './loose-value.js'
import type { Pair } from './pairs.js'

/** The body of a Conversions API request. Absent where empty or null, as the Node SDK sends unset fields. */
export interface ConversionsBody {
  /** 1 to 1000 events, each an object or its JSON text; not looked into yet */
  data: unknown[]
  access_token?: string
  /** What the SDKs' gateway option sends in its place. @source reference 5.12 */
  accessKey?: string
  appsecret_proof?: string
  test_event_code?: string
  partner_agent?: string
  namespace_id?: string
  upload_id?: string
  upload_tag?: string
  upload_source?: string
  /** Check and answer, but store nothing */
  validate_only: boolean
}

const TEXT_FIELDS = [
  'access_token',
  'accessKey',
  'appsecret_proof',
  'test_event_code',
  'partner_agent',
  'namespace_id',
  'upload_id',
  'upload_tag',
  'upload_source',
] as const

/**
 * Reads a JSON body. Unknown fields are ignored.
 * @param body  as JSON.parse gave it
 * @returns Problems, one of: body_not_an_object, data_missing (absent, empty or no list), too_many_events
 * @source reference 5.1, 5.2. Cases: fixtures/wire/conversions-api.jsonl
 */
export function decodeConversions(body: unknown): Result<ConversionsBody> {
  if (!isObject(body)) return refuse([{ code: 'body_not_an_object', at: '' }])
  const data = readList(body.data)
  const problem = dataProblem(data, body.data)
  return data === null || problem !== null
    ? refuse([problem ?? MISSING])
    : accept(bodyOf(data, (name) => body[name]))
}

/**
 * Reads the fields of an urlencoded or multipart body: `data=[…]`, where the list holds events or their JSON
 * texts, or an event a field as `data[]=…`, `data[0]=…`. Of a field sent twice the last counts.
 * @returns as decodeConversions
 */
export function decodeConversionsForm(pairs: readonly Pair[]): Result<ConversionsBody> {
  const fields = new Map<string, string>()
  const single: unknown[] = []
  for (const [name, value] of pairs) {
    if (ONE_EVENT.test(name)) single.push(value)
    else fields.set(name, value)
  }
  const whole = fields.get('data')
  const data = whole === undefined ? single : readList(whole)
  const problem = dataProblem(data, whole)
  return data === null || problem !== null
    ? refuse([problem ?? MISSING])
    : accept(bodyOf(data, (name) => fields.get(name)))
}
const ONE_EVENT = /^data\[\d{0,4}\]$/

const MISSING: Problem = { code: 'data_missing', at: 'data' }

function dataProblem(data: unknown[] | null, sent: unknown): Problem | null {
  if (data === null)
    return sent === undefined || sent === null ? MISSING : { ...MISSING, seen: 'is not a list' }
  if (data.length === 0) return MISSING
  if (data.length <= EVENTS_MAX) return null
  return { code: 'too_many_events', at: 'data', seen: `holds ${data.length} events` }
}

function bodyOf(data: unknown[], field: (name: string) => Json | undefined): ConversionsBody {
  const body: ConversionsBody = { data, validate_only: validateOnly(field) }
  for (const name of TEXT_FIELDS) {
    const value = field(name)
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
    if (text !== '' && text !== 'null') body[name] = text
  }
  return body
}

/** Either of the two ways in which Graph calls ask for a dry run. */
function validateOnly(field: (name: string) => Json | undefined): boolean {
  const flag = field('validate_only')
  if (flag === true || flag === 'true' || readInteger(flag) === 1) return true
  const options = field('execution_options')
  const list = typeof options === 'string' ? readJson(options) : options
  return Array.isArray(list) && list.includes('validate_only')
}
