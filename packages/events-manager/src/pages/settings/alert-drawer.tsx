import { Drawer, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { useAddress } from '../../address.js'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { type AlertChannel, alertsQuery } from './queries.js'
import { ALERT_FIELDS, fieldsOfKind } from './record-fields.js'
import { RecordForm } from './record-form.js'
import { targetText } from './target-text.js'
import { useSaveRecord } from './use-save-record.js'

const { settings, settingsLists } = words
const { alerts } = settingsLists
const KINDS = ['webhook', 'slack', 'email'] as const

interface AlertDrawerProps {
  dataset: Dataset
  rows: readonly AlertChannel[]
  /** of the address */
  open: string | undefined
}

/** Makes a channel or changes one; which of them is in the address. */
export function AlertDrawer({ dataset, rows, open }: AlertDrawerProps) {
  const { set } = useAddress()
  const known = rows.find(({ id }) => open === `alert:${id}`) ?? null
  const opened = known !== null || open === 'new-alert'
  const close = () => set({ open: undefined }, { replace: true })
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      size={560}
      title={known === null ? alerts.new_title : targetText(known.target)}
      closeButtonProps={{ 'aria-label': words.parts.close }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      {opened && <Form key={open} dataset={dataset} known={known} onDone={close} />}
    </Drawer>
  )
}

interface FormProps {
  dataset: Dataset
  known: AlertChannel | null
  onDone(): void
}

function Form({ dataset, known, onDone }: FormProps) {
  const [kind, setKind] = useState<string>(known?.target.kind ?? KINDS[0])
  const fields = fieldsOfKind(ALERT_FIELDS, kind)
  const { save, error, isPending } = useSaveRecord({
    path: `/api/datasets/${dataset.id}/alerts`,
    queryKey: alertsQuery(dataset.id).queryKey,
    fields,
    known: known === null ? null : knownOf(known),
    said: alerts.saved,
    onDone,
  })
  return (
    <RecordForm
      fields={fields}
      known={known === null ? null : knownOf(known)}
      first={known === null ? alerts.first : {}}
      words={{ ...alerts.fields, secret: alerts.secrets[kind as (typeof KINDS)[number]] }}
      action={known === null ? alerts.add : settings.save}
      error={error}
      busy={isPending}
      onSubmit={(draft) => save(draft, { kind })}
    >
      {known === null && (
        <Radio.Group label={alerts.kind} value={kind} onChange={setKind}>
          <Stack gap={6} mt={8}>
            {KINDS.map((each) => (
              <Radio key={each} value={each} label={alerts.kinds[each]} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </RecordForm>
  )
}

/** Of a webhook's address only the beginning is told: what is not typed anew stays as it is. */
function knownOf({ target, ...channel }: AlertChannel): { [name: string]: unknown; id: number } {
  return target.kind === 'webhook' ? channel : { ...channel, ...target }
}
