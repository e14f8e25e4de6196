import { changeSettings, faultsInSlots } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { orNull, TimeMs } from '../signals/shapes.js'
import { refuseFaults } from './refused.js'
import { exact } from './shapes.js'
import { STRICT } from './strict-body.js'

const Slots = Type.Object(
  {
    domains: Type.Array(Type.Unknown(), {
      description:
        'Each {"domain", "slots": [{"event_name", "value_set": {"currency", "ranges"}}]}, the highest priority first; value_set may be left out. An empty list: no priorities.',
    }),
    window_days: Type.Optional(
      Type.Integer({ description: "How long a person's conversion window is: 1 or 7." }),
    ),
  },
  exact,
)
const Edited = Type.Object(
  {
    aem: Type.Boolean({ description: 'Whether it is on: it is switched by the setting aem.' }),
    effective_ms: orNull(TimeMs),
    window_days: Type.Integer(),
    domains: Type.Array(
      Type.Object(
        {
          domain: Type.String(),
          is_verified: Type.Boolean(),
          slots: Type.Array(
            Type.Object({ event_name: Type.String(), value_set: Type.Optional(Type.Unknown()) }),
          ),
        },
        exact,
      ),
    ),
  },
  { $id: 'AemEdited', title: 'Priorities, and from when on they are in force', ...exact },
)

/** PUT /api/datasets/{id}/aem: which events of each domain have priority. */
export const aemChangeRoute: ApiRoute = (scope, api) => {
  const { configuration, now_ms } = api.stage.edge
  scope.put(
    '/datasets/:dataset_id/aem',
    {
      ...STRICT,
      config: { may: 'change', audit: 'aem.changed' },
      schema: {
        operationId: 'setAem',
        summary: 'Set which events of each domain have priority; in force once the delay of edits is over',
        tags: ['Aggregated Event Measurement'],
        params: DatasetParams,
        body: Slots,
        response: { 200: Edited, ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const { domains, window_days } = request.body
      const faults = faultsInSlots(domains).map(({ at, says }) => ({
        at: at === '' ? 'domains' : `domains.${at}`,
        says: `give ${says.replace(/,$/, '')}`,
      }))
      if (window_days !== undefined && window_days !== 1 && window_days !== 7)
        faults.push({ at: 'window_days', says: 'give 1 or 7' })
      refuseFaults(faults)
      const given = {
        aem_events: domains,
        ...(window_days !== undefined && { aem_window_days: window_days }),
      }
      const changed = configuration.changeDataset(id, ({ settings }) => {
        const after = changeSettings(settings, given, now_ms())
        if ('settings' in after) return after
        refuseFaults(after.map(({ says }) => ({ at: 'domains', says: `give ${says}` })))
        return {}
      })
      if (changed === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'dataset_id' })
      const { aem, aem_events, aem_window_days } = changed.settings
      const edited = aem_events.at(-1)
      const isVerified = (domain: string) =>
        (configuration.domains.find(id, domain)?.verified_at_ms ?? null) !== null
      return {
        aem,
        effective_ms: edited?.effective_ms ?? null,
        window_days: edited?.window_days ?? aem_window_days,
        domains: (edited?.domains ?? []).map(({ domain, slots }) => ({
          domain,
          is_verified: isVerified(domain),
          slots,
        })),
      }
    },
  )
}
