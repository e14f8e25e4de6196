import {
  type Dataset,
  type DatasetSettings,
  SETTING_NAMES,
  SETTINGS,
} from '@countersign/storage/configuration'
import { type Static, type TSchema, Type } from 'typebox'

/** A dataset's settings by name: what each is by default says of which kind it is. */
const Settings = Type.Unsafe<DatasetSettings>(
  Type.Object(
    Object.fromEntries(
      SETTING_NAMES.map((name) => [name, settingSchema(SETTINGS[name].default, SETTINGS[name].says)]),
    ),
    { additionalProperties: false, description: 'docs/settings.md says what each means.' },
  ),
)

function settingSchema(value: unknown, description: string): TSchema {
  if (typeof value === 'boolean') return Type.Boolean({ description })
  if (typeof value === 'number') return Type.Number({ description })
  if (typeof value === 'string') return Type.String({ description })
  return Array.isArray(value) ? Type.Array(Type.Unknown(), { description }) : Type.Unknown({ description })
}

export const DatasetShown = Type.Object(
  {
    id: Type.String({ description: '15 to 16 digits.' }),
    name: Type.String(),
    domain: Type.Union([Type.String(), Type.Null()], { description: 'Its own site.' }),
    ad_account_id: Type.Union([Type.String(), Type.Null()]),
    created_at_ms: Type.Integer(),
    archived_at_ms: Type.Union([Type.Integer(), Type.Null()], { description: 'null: it is not archived.' }),
    settings: Settings,
  },
  { $id: 'Dataset', title: 'Dataset', additionalProperties: false },
)
export type DatasetShown = Static<typeof DatasetShown>

/** Without what is for counting alone. */
export const showDataset = ({
  id,
  name,
  domain,
  ad_account_id,
  created_at_ms,
  archived_at_ms,
  settings,
}: Dataset): DatasetShown => ({
  id,
  name,
  domain,
  ad_account_id,
  created_at_ms,
  archived_at_ms,
  settings,
})
