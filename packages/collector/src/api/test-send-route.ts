import { Type } from 'typebox'
import { saidOf } from '../graph/graph-answer.js'
import { testCodeIn } from '../receive/collect-conversions.js'
import { fieldOf, readBody } from '../receive/conversions-body.js'
import { takeRead } from '../receive/conversions-route.js'
import { type ApiRoute, datasetIn, REFUSALS } from './api.js'
import { ApiRefusal } from './api-error.js'
import { exact } from './change/shapes.js'
import { STRICT } from './change/strict-body.js'
import { DatasetParams } from './parameters.js'

/** Some hundred events, as somebody writes them by hand. */
const PAYLOAD_CHARS_MAX = 64_000
/** As JSON in JSON each quote is two bytes, and a letter up to three. */
const BODY_BYTES_MAX = 4 * PAYLOAD_CHARS_MAX

const Body = Type.Object(
  {
    payload: Type.String({
      maxLength: PAYLOAD_CHARS_MAX,
      description:
        'The body of a Conversions API request, as text: JSON with data and test_event_code. It needs no access_token.',
    }),
  },
  exact,
)
const Sent = Type.Object(
  {
    http: Type.Integer({ description: 'The HTTP status that a sender would get.' }),
    answer: Type.Record(Type.String(), Type.Unknown(), {
      description: 'The body that a sender would get: events_received, messages, fbtrace_id; or error.',
    }),
  },
  { $id: 'TestSent', title: 'What a sender would be answered', ...exact },
)

/**
 * POST /api/datasets/{id}/test-events/send: a server event of a test, from whoever may take part in one. It goes the
 * way of every request, so it counts where tests count.
 */
export const testSendRoute: ApiRoute = (scope, api) => {
  const { stage } = api
  scope.addSchema(Sent)
  scope.post(
    '/datasets/:dataset_id/test-events/send',
    {
      ...STRICT,
      bodyLimit: BODY_BYTES_MAX,
      config: { may: 'test', audit: 'test_event.sent' },
      schema: {
        operationId: 'sendTestEvents',
        summary: 'Sends server events of a test, without an access token',
        description:
          'Takes them as POST /v{N}.{M}/{dataset_id}/events would, and answers 200 with what that would answer, refusals too.',
        tags: ['Test Events'],
        params: DatasetParams,
        body: Body,
        response: { 200: Type.Ref('TestSent'), ...REFUSALS },
      },
    },
    async (request) => {
      const dataset = datasetIn(request, api)
      const sent = Buffer.from(request.body.payload)
      const read = await readBody(sent, { 'content-type': 'application/json' })
      // Without one it would be an event like any other, which a session may not report.
      if (read.ok && testCodeIn(fieldOf(read.value, 'test_event_code')) === undefined)
        throw new ApiRefusal({ code: 'parameter_invalid', at: 'payload', seen: NO_CODE })
      const trace_id = stage.edge.newTraceId()
      const { http, body } = saidOf(await takeRead(read, dataset, trace_id, stage), trace_id)
      return { http, answer: { ...body } }
    },
  )
}

const NO_CODE = 'give test_event_code beside data: a letter, then up to 63 letters, digits, - or _'
