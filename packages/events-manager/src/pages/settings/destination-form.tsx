import { useState } from 'react'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { KindChoice } from './kind-choice.js'
import { type Destination, destinationsQuery } from './queries.js'
import { DESTINATION_FIELDS } from './record-fields.js'
import { RecordForm } from './record-form.js'
import { useSaveRecord } from './use-save-record.js'

const { settings, settingsLists } = words
const { destinations } = settingsLists

interface DestinationFormProps {
  dataset: Dataset
  known: Destination | null
  onDone(): void
}

/** Makes a destination or changes one. */
export function DestinationForm({ dataset, known, onDone }: DestinationFormProps) {
  const [kind, setKind] = useState(known?.kind ?? 'meta')
  const { save, error, isPending } = useSaveRecord({
    path: `/api/datasets/${dataset.id}/destinations`,
    queryKey: destinationsQuery(dataset.id).queryKey,
    fields: DESTINATION_FIELDS,
    known,
    said: destinations.saved,
    onDone,
  })
  return (
    <RecordForm
      fields={DESTINATION_FIELDS}
      known={known}
      first={known === null ? destinations.first : {}}
      words={destinations.fields}
      action={known === null ? destinations.add : settings.save}
      error={error}
      busy={isPending}
      onSubmit={(draft) => save(draft, { kind })}
    >
      {known === null && (
        <KindChoice
          label={destinations.kind}
          kinds={destinations.kind_says}
          value={kind}
          onChange={setKind}
        />
      )}
    </RecordForm>
  )
}
