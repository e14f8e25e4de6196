import { useState } from 'react'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { KindChoice } from './kind-choice.js'
import { type AlertChannel, alertsQuery } from './queries.js'
import { ALERT_FIELDS, fieldsOfKind } from './record-fields.js'
import { RecordForm } from './record-form.js'
import { useSaveRecord } from './use-save-record.js'

const { settings, settingsLists } = words
const { alerts } = settingsLists

interface AlertFormProps {
  dataset: Dataset
  known: AlertChannel | null
  onDone(): void
}

/** Makes a channel or changes one. */
export function AlertForm({ dataset, known, onDone }: AlertFormProps) {
  const [kind, setKind] = useState(known?.target.kind ?? 'webhook')
  const fields = fieldsOfKind(ALERT_FIELDS, kind)
  const shown = known === null ? null : knownOf(known)
  const { save, error, isPending } = useSaveRecord({
    path: `/api/datasets/${dataset.id}/alerts`,
    queryKey: alertsQuery(dataset.id).queryKey,
    fields,
    known: shown,
    said: alerts.saved,
    onDone,
  })
  return (
    <RecordForm
      fields={fields}
      known={shown}
      first={known === null ? alerts.first : {}}
      words={{ ...alerts.fields, secret: alerts.secrets[kind] }}
      action={known === null ? alerts.add : settings.save}
      error={error}
      busy={isPending}
      onSubmit={(draft) => save(draft, { kind })}
    >
      {known === null && (
        <KindChoice label={alerts.kind} kinds={alerts.kinds} value={kind} onChange={setKind} />
      )}
    </RecordForm>
  )
}

/** Of a webhook's address only the beginning is told: what is not typed anew stays as it is. */
function knownOf({ target, ...channel }: AlertChannel): { [name: string]: unknown; id: number } {
  return target.kind === 'webhook' ? channel : { ...channel, ...target }
}
