import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { pathOf } from '@countersign/collector'
import { type FieldError, readFailure } from '../fail/failure.js'
import type { Inspection } from '../inspection.js'
import { readEventsWanted, readNames } from './events-wanted.js'
import { readWhole } from './replay.js'

type Reply = { status: number; body: object }
type Route = (inspection: Inspection, request: IncomingMessage) => Reply | Promise<Reply>

/** What the emulator itself is asked, by path and method. */
const ROUTES: { [path: string]: { [method: string]: Route } | undefined } = {
  '/emulator': { GET: () => ok({ addresses: ADDRESSES }) },
  '/emulator/events': {
    GET: (inspection, request) => {
      const wanted = readEventsWanted(request.url ?? '')
      if ('error' in wanted) return refused(wanted.error)
      const { events, matched } = inspection.events(wanted)
      return ok({ events, matched, dropped: inspection.dropped })
    },
  },
  '/emulator/good': {
    GET: (inspection, request) => {
      const wanted = readEventsWanted(request.url ?? '')
      if ('error' in wanted) return refused(wanted.error)
      const { good, matched } = inspection.good(wanted)
      return ok({ good, matched, dropped: inspection.dropped })
    },
  },
  '/emulator/bad': { GET: (inspection) => ok(inspection.bad()) },
  '/emulator/count': {
    GET: (inspection, request) => {
      const wanted = readNames(request.url ?? '', ['dataset_id', 'event_name'])
      return 'error' in wanted ? refused(wanted.error) : ok(inspection.count(wanted))
    },
  },
  '/emulator/reset': {
    POST: (inspection) => {
      inspection.reset()
      return ok({ success: true })
    },
  },
  '/emulator/fail': {
    GET: (inspection) => ok({ failures: inspection.failures.list() }),
    POST: setFailures,
    DELETE: (inspection, request) => {
      const wanted = readNames(request.url ?? '', ['id'])
      if ('error' in wanted) return refused(wanted.error)
      const { id } = wanted
      if (id !== undefined && !/^\d+$/.test(id)) return refused({ field: 'id', message: 'must be a number' })
      return ok({ cleared: inspection.failures.clear(id === undefined ? undefined : Number(id)) })
    },
  },
}
const ADDRESSES = Object.entries(ROUTES).map(([path, methods]) => `${Object.keys(methods ?? {})} ${path}`)

export const inspectRoutes =
  (inspection: Inspection): RequestListener =>
  (request, response) => {
    const methods = ROUTES[pathOf(request.url ?? '').replace(/\/$/, '')]
    const route = methods?.[request.method ?? '']
    if (methods === undefined)
      return send(response, { status: 404, body: problem('', `There are: ${ADDRESSES.join(', ')}`) })
    if (route === undefined) {
      const allowed = Object.keys(methods).join(', ')
      response.setHeader('allow', allowed)
      return send(response, {
        status: 405,
        body: problem('', `${request.method}: this address takes ${allowed}`),
      })
    }
    // A body that nobody reads would keep the connection from its next request.
    if (request.method === 'GET') request.resume()
    void Promise.resolve(route(inspection, request)).then((reply) => send(response, reply))
  }

const ok = (body: object): Reply => ({ status: 200, body })
const problem = (field: string, message: string) => ({ error: { field, message } })
const refused = ({ field, message }: FieldError): Reply => ({
  status: 400,
  body: problem(field, field === '' ? message : `${field} ${message}.`),
})

/** One failure, or a list of them: all are set, or none. */
async function setFailures({ failures }: Inspection, request: IncomingMessage): Promise<Reply> {
  const body = await readWhole(request)
  let sent: unknown
  try {
    sent = JSON.parse(body?.toString() ?? '')
  } catch {
    return refused({
      field: '',
      message: 'The body is no JSON. Send a failure, such as {"status": 503, "count": 3}',
    })
  }
  const list: unknown[] = Array.isArray(sent) ? sent : [sent]
  const read = list.map((one) => readFailure(one))
  for (const [index, one] of read.entries())
    if ('field' in one) return refused(Array.isArray(sent) ? within(index, one) : one)
  const set = read.flatMap((one) => ('failure' in one ? [failures.add(one.failure)] : []))
  return ok({ failures: set })
}

const within = (index: number, { field, message }: FieldError): FieldError => ({
  field: field === '' ? `[${index}]` : `[${index}].${field}`,
  message,
})

function send(response: ServerResponse, { status, body }: Reply): void {
  const text = `${JSON.stringify(body)}\n`
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}
