import { SINCE_FORMS } from '@countersign/core'
import { Type } from 'typebox'

export const DatasetParams = Type.Object({
  dataset_id: Type.String({ pattern: '^[0-9]{1,20}$', description: 'The id of a dataset.' }),
})

export const Since = Type.Optional(
  Type.String({ maxLength: 40, description: `From when on: ${SINCE_FORMS}. Left out: all.` }),
)
