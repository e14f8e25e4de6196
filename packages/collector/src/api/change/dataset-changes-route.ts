import {
  changeSettings,
  type DatasetChange,
  type DatasetSettings,
  isDatasetId,
  readAdAccount,
  readDatasetName,
  readSite,
  SETTING_NAMES,
  SETTINGS,
} from '@countersign/storage/configuration'
import { type Static, Type } from 'typebox'
import { type ApiRoute, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { showDataset } from '../dataset-schema.js'
import { DatasetParams } from '../parameters.js'
import { confirmName, type Fault, refuseFaults } from './refused.js'
import { Confirmation, exact, nullable, Text } from './shapes.js'
import { STRICT } from './strict-body.js'

const fields = {
  name: Text('What people call it: 1 to 200 characters.'),
  domain: Type.Optional(nullable(Text('Its own site, e.g. shop.example.'))),
  ad_account_id: Type.Optional(nullable(Text('The ad account that it belongs to, e.g. act_1.'))),
}
const New = Type.Object(
  {
    ...fields,
    id: Type.Optional(Text("The id of Meta's pixel that it takes over from; left out: a new one.")),
  },
  exact,
)
const Change = Type.Object(
  {
    ...fields,
    name: Type.Optional(fields.name),
    archived: Type.Optional(
      Type.Boolean({ description: 'true: it takes no more events; what there is stays.' }),
    ),
    settings: Type.Optional(
      Type.Unsafe<{ [name: string]: unknown }>({
        type: 'object',
        description: `Those that change; the others stay as they are. docs/settings.md says what each means: ${SETTING_NAMES.join(', ')}.`,
        properties: Object.fromEntries(
          SETTING_NAMES.map((name) => [name, { description: SETTINGS[name].says }]),
        ),
      }),
    ),
  },
  { ...exact, minProperties: 1 },
)
const Created = Type.Object(
  {
    dataset: Type.Ref('Dataset'),
    access_token: Type.String({ description: 'Shown this once.' }),
  },
  { $id: 'DatasetCreated', title: 'A new dataset', ...exact },
)
const Gone = Type.Object(
  { id: Type.String(), deleted: Type.Literal(true) },
  { $id: 'DatasetDeleted', title: 'A deleted dataset', ...exact },
)
const tags = ['Datasets']

/** POST /api/datasets, PATCH and DELETE /api/datasets/{id}. */
export const datasetChangesRoute: ApiRoute = (scope, api) => {
  const { configuration, now_ms } = api.stage.edge
  scope.post(
    '/datasets',
    {
      ...STRICT,
      config: { may: 'change', audit: 'dataset.created' },
      schema: {
        operationId: 'createDataset',
        summary: 'Create a dataset; its access token is in the answer, and nowhere else',
        tags,
        body: New,
        response: { 201: Created, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id, ...given } = request.body
      const { change, faults } = readFields(given)
      if (id !== undefined && !isDatasetId(id))
        faults.push({ at: 'id', says: 'give 15 to 16 digits, e.g. 1832195656904796' })
      else if (id !== undefined && !configuration.idIsFree(id))
        faults.push({ at: 'id', says: 'give another; there is, or was, a dataset with this id' })
      refuseFaults(faults)
      const created = configuration.createDataset({
        ...change,
        name: change.name ?? given.name,
        ...(id !== undefined && { id }),
      })
      const { access_token } = configuration.createToken(created.id, 'created with the dataset')
      return reply.code(201).send({ dataset: showDataset(created), access_token })
    },
  )
  scope.patch(
    '/datasets/:dataset_id',
    {
      ...STRICT,
      config: { may: 'change', audit: 'dataset.changed' },
      schema: {
        operationId: 'changeDataset',
        summary: 'Change what is named: all of it, or nothing',
        tags,
        params: DatasetParams,
        body: Change,
        response: { 200: Type.Ref('Dataset'), ...REFUSALS },
      },
    },
    async (request) => {
      const { id } = datasetIn(request, api)
      const { archived, settings, ...given } = request.body
      const changed = configuration.changeDataset(id, (dataset) => {
        const { change, faults } = readFields(given)
        if (archived !== undefined)
          change.archived_at_ms = archived ? (dataset.archived_at_ms ?? now_ms()) : null
        if (settings !== undefined) {
          const after = settingsAfter(dataset.settings, settings, now_ms())
          if ('settings' in after) change.settings = after.settings
          else faults.push(...after)
        }
        refuseFaults(faults)
        return change
      })
      if (changed === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'dataset_id' })
      return showDataset(changed)
    },
  )
  scope.delete(
    '/datasets/:dataset_id',
    {
      ...STRICT,
      config: { may: 'change', audit: 'dataset.deleted' },
      schema: {
        operationId: 'deleteDataset',
        summary: 'Delete a dataset with all its data',
        tags,
        params: DatasetParams,
        body: Confirmation,
        response: { 200: Gone, ...REFUSALS },
      },
    },
    async (request) => {
      const { id, name } = datasetIn(request, api)
      confirmName(request.body.name, name, 'dataset')
      configuration.deleteDataset(id)
      return { id, deleted: true as const }
    },
  )
}

type Given = Pick<Static<typeof Change>, 'name' | 'domain' | 'ad_account_id'>

/** null and an empty text take the value away. */
function readFields(given: Given): { change: DatasetChange; faults: Fault[] } {
  const change: DatasetChange = {}
  const faults: Fault[] = []
  const READ = { name: readDatasetName, domain: readSite, ad_account_id: readAdAccount }
  for (const at of ['name', 'domain', 'ad_account_id'] as const) {
    const text = given[at]
    if (text === undefined) continue
    if (at !== 'name' && (text ?? '') === '') {
      change[at] = null
      continue
    }
    const read = READ[at](text ?? '')
    if (typeof read === 'string') faults.push({ at, says: read })
    else change[at] = read.value
  }
  return { change, faults }
}

/** The orders of priority are a list over time: whoever sets them sends the slots alone. */
function settingsAfter(
  settings: DatasetSettings,
  given: { [name: string]: unknown },
  at_ms: number,
): { settings: DatasetSettings } | Fault[] {
  const { aem_events, ...others } = given
  const changed = changeSettings(settings, others, at_ms)
  const wrong = Array.isArray(changed) ? changed : []
  const faults = wrong.map(({ name, says }) => ({ at: placeOf(name), says: `give ${says}` }))
  if (aem_events !== undefined)
    faults.push({ at: 'settings.aem_events', says: 'set it by PUT /api/datasets/{id}/aem' })
  return faults.length > 0 || Array.isArray(changed) ? faults : changed
}

/** A name that nobody knows is anything that somebody may have sent. */
const placeOf = (name: string): string => (/^\w{1,60}$/.test(name) ? `settings.${name}` : 'settings')
