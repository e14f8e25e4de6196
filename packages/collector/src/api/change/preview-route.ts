import { type Static, type TObject, type TProperties, Type } from 'typebox'
import { type Api, type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { DatasetParams } from '../parameters.js'
import { Count } from '../signals/shapes.js'
import { LOOKED_BACK_MS } from './looked-back.js'
import { refuseFaults } from './refused.js'
import { exact } from './shapes.js'
import { STRICT } from './strict-body.js'

/** A kind of rule that can be tried before it is kept. */
interface Tried<Rule, Answer extends TObject> {
  /** where its rules stand in the address, e.g. `event-rules` */
  path: string
  operationId: string
  summary: string
  /** what a rule is made of, for the document */
  rule: string
  answer: Answer
  /** @returns what the setting would say of a list with this rule alone, up to its place in that list */
  wrongIn(rule: unknown): string | null
  preview(reports: Api['reports'], dataset_id: string, rule: Rule, since_ms: number): Promise<Static<Answer>>
}

/** POST /api/datasets/{id}/{path}/preview: tries a rule on what came in lately; it changes nothing. */
export const previewRoute =
  <Rule, Answer extends TObject>(tried: Tried<Rule, Answer>): ApiRoute =>
  (scope, api) => {
    scope.post(
      `/datasets/:dataset_id/${tried.path}/preview`,
      {
        ...STRICT,
        config: { may: 'test', audit: false },
        schema: {
          operationId: tried.operationId,
          summary: tried.summary,
          tags: ['Signal quality'],
          params: DatasetParams,
          body: Type.Object({ rule: Type.Unknown({ description: tried.rule }) }, exact),
          response: { 200: tried.answer, ...REFUSALS },
        },
      },
      async (request) => {
        const { id } = datasetIn(request, api)
        const { rule } = request.body
        const wrong = tried.wrongIn(rule)
        if (wrong !== null) refuseFaults([{ at: 'rule', says: `give ${wrong}` }])
        await counted(api)
        return tried.preview(api.reports, id, rule as Rule, api.stage.edge.now_ms() - LOOKED_BACK_MS)
      },
    )
  }

/** What each of them answers last: how many the rule matched, and the newest of those. */
export const matchedOf = <Sample extends TProperties>(sample: Sample) => ({
  matched: Count,
  samples: Type.Array(Type.Object(sample, exact)),
})
