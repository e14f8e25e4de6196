import { type JsonObject, type Problem, readEditedEvent } from '@countersign/core'
import { OUTBOX_STATES } from '@countersign/storage/outbox'
import { Type } from 'typebox'
import { type Api, type ApiRoute, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { Count, oneOf, orNull, TimeMs } from '../signals/shapes.js'
import { DestinationParams, destinationIn } from './destinations-route.js'
import { exact } from './shapes.js'
import { STRICT } from './strict-body.js'

/** An event has 64 KiB at most; the rest is room for what is around it. */
const BODY_BYTES_MAX = 80 * 1024

const Params = Type.Object({
  ...DestinationParams.properties,
  letter_id: Type.String({ maxLength: 128, description: 'The sighting_id of the event.' }),
})
const Resent = Type.Object(
  {
    resent: Count,
    is_more: Type.Boolean({ description: 'There are more than one request sends again: ask again.' }),
  },
  { $id: 'LettersResent', title: 'Letters that are sent again', ...exact },
)
const LetterMended = Type.Object(
  {
    sighting_id: Type.String(),
    event_name: Type.String(),
    state: oneOf(OUTBOX_STATES),
    reason: orNull(Type.String()),
    edited: Type.Boolean(),
    deadline_ms: TimeMs,
    graph_event: orNull(Type.Unknown({ description: 'What would be sent now; null: nothing would.' })),
    foreseen: orNull(
      Type.Object(
        { title: Type.String(), message: Type.String() },
        {
          ...exact,
          description: 'What that would be refused for, so that it is not sent; null: nothing known.',
        },
      ),
    ),
    withheld: orNull(
      Type.String({ description: 'Why nothing would be sent: a reason of the ledger, held or undecided.' }),
    ),
  },
  { $id: 'LetterMended', title: 'A letter, and what would be sent of it', ...exact },
)
const Edit = Type.Object(
  {
    event: Type.Unsafe<JsonObject>({
      type: 'object',
      description: "The event in the Conversions API's JSON; match keys hashed.",
    }),
  },
  exact,
)
const Which = Type.Object(
  {
    code: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Those that were refused or have expired with it.',
    }),
  },
  exact,
)
const ROOT = '/datasets/:dataset_id/delivery/:destination_id'
const tags = ['Delivery']

/** GET …/delivery/{destination_id}/letters/{letter_id}, POST …/letters/{letter_id}/resend, PATCH …/letters/{letter_id}, POST …/resend. */
export const lettersRoute: ApiRoute = (scope, api) => {
  const { now_ms, sha256 } = api.stage.edge
  const known = <T>(letter: T | undefined): T => {
    if (letter === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'letter_id' })
    return letter
  }
  // What is sent of somebody is for who may change it, not for all who may read.
  scope.get(
    `${ROOT}/letters/:letter_id`,
    {
      config: { may: 'change' },
      schema: {
        operationId: 'getLetter',
        summary: 'One letter, and what would be sent of it; match keys hashed',
        tags,
        params: Params,
        response: { 200: LetterMended, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = destinationIn(request, api)
      return mendedShown(known(await api.reports.oneLetter(id, request.params.letter_id)))
    },
  )
  scope.post(
    `${ROOT}/letters/:letter_id/resend`,
    {
      ...STRICT,
      config: { may: 'change', audit: 'letter.resent' },
      schema: {
        operationId: 'resendLetter',
        summary: 'Send one event again; resent is 0 where it is not dead',
        tags,
        params: Params,
        response: { 200: Resent, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = destinationIn(request, api)
      return known(await api.reports.resendLetters(id, { sighting_id: request.params.letter_id }))
    },
  )
  scope.post(
    `${ROOT}/resend`,
    {
      ...STRICT,
      config: { may: 'change', audit: 'letters.resent' },
      schema: {
        operationId: 'resendLetters',
        summary: 'Send all again that were refused or have expired with a code',
        tags,
        params: DestinationParams,
        body: Which,
        response: { 200: Resent, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = destinationIn(request, api)
      return known(await api.reports.resendLetters(id, { reason: request.body.code }))
    },
  )
  scope.patch(
    `${ROOT}/letters/:letter_id`,
    {
      ...STRICT,
      bodyLimit: BODY_BYTES_MAX,
      config: { may: 'change', audit: 'letter.edited' },
      schema: {
        operationId: 'editLetter',
        summary: 'Send something else in place of what was reported; then send it again',
        tags,
        params: Params,
        body: Edit,
        response: { 200: LetterMended, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = destinationIn(request, api)
      const read = readEditedEvent(request.body.event, now_ms(), sha256)
      if (!read.ok) throw refusalOf(read.problems)
      const mended = await api.reports.editLetter(id, request.params.letter_id, read.value)
      return mendedShown(known(mended))
    },
  )
}

type Mended = NonNullable<Awaited<ReturnType<Api['reports']['oneLetter']>>>

function mendedShown({ letter, graph_event, foreseen, withheld }: Mended) {
  const { sighting_id, event_name, state, reason, edited, deadline_ms } = letter
  const told = {
    foreseen: foreseen && { title: foreseen.title, message: foreseen.message },
    withheld,
  }
  return { sighting_id, event_name, state, reason, edited, deadline_ms, graph_event, ...told }
}

/** Paths of the body in place of those of a request of events. Refused in the words that it would have come under. */
function refusalOf(problems: readonly Problem[]): ApiRefusal {
  const all = problems.map((problem) => ({ ...problem, at: problem.at.replace(/^data\[0\]/, 'event') }))
  return new ApiRefusal(all[0] ?? { code: 'parameter_invalid', at: 'event' }, all)
}
