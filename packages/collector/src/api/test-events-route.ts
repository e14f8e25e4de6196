import { Type } from 'typebox'
import { type ApiRoute, callerIn, datasetIn, REFUSALS } from './api.js'
import { ApiRefusal } from './api-error.js'
import { DatasetParams } from './parameters.js'
import { Journey, Notice, TestRow } from './test-events-schema.js'

const Query = Type.Object({
  code: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$',
      description: 'Only what arrives for this test code. Left out: for all.',
    }),
  ),
})

const STREAM = `Server-sent events. \`row\`: a report, or one that was told before and has changed (by its \`id\`); \`update\`: its
verdict has come; \`journey\`: what a test code has shown so far; \`notice\`: whether test events count; \`left_out\`: how many
rows came too fast; \`lagging\`, \`closing\`, \`not_allowed\`: the last word. Send \`Last-Event-ID\` to go on where you were.`

/** GET /api/datasets/{id}/test-events/stream: what arrives for a test, as it arrives. */
export const testEventsRoute: ApiRoute = (scope, api) => {
  for (const schema of [TestRow, Journey, Notice]) scope.addSchema(schema)
  scope.get(
    '/datasets/:dataset_id/test-events/stream',
    {
      // It would open a stream that nobody reads.
      exposeHeadRoute: false,
      schema: {
        operationId: 'streamTestEvents',
        summary: 'What arrives for a test code, live',
        description: STREAM,
        tags: ['Test Events'],
        params: DatasetParams,
        querystring: Query,
        response: {
          200: {
            description: STREAM,
            content: {
              'text/event-stream': {
                schema: Type.Union([Type.Ref('TestRow'), Type.Ref('Journey'), Type.Ref('Notice')]),
              },
            },
          },
          ...REFUSALS,
        },
      },
    },
    (request, reply) => {
      const { test_events, edge } = api.stage
      const dataset = datasetIn(request, api)
      const caller = callerIn(request)
      const { code = null } = request.query
      const wire = reply.raw
      const subscriber = test_events?.follow(
        {
          dataset_id: dataset.id,
          test_event_code: code,
          last_id: lastIdIn(request.headers['last-event-id']),
          isAllowed: () => caller.holds() && edge.configuration.dataset(dataset.id) !== undefined,
        },
        // What is written before the head waits for it.
        {
          write(text) {
            if (!wire.headersSent) wire.writeHead(200, HEAD)
            return wire.write(text)
          },
          end: (text) => wire.end(text),
          destroy: () => wire.destroy(),
          get writableLength() {
            return wire.writableLength
          },
        },
      )
      if (subscriber === undefined || subscriber === null)
        throw new ApiRefusal({ code: 'streams_too_many', at: '' })
      reply.hijack()
      wire.on('close', () => subscriber.left())
    },
  )
}

const HEAD = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  // For a proxy that would gather a stream before it hands it on.
  'x-accel-buffering': 'no',
  // A stream that has ended leaves nothing behind that a stop would wait for.
  connection: 'close',
}

const lastIdIn = (sent: string | string[] | undefined): number | null =>
  typeof sent === 'string' && /^\d{1,16}$/.test(sent) ? Number(sent) : null
