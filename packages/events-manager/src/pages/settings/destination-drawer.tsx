import { Drawer, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { useAddress } from '../../address.js'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { type Destination, destinationsQuery } from './queries.js'
import { DESTINATION_FIELDS } from './record-fields.js'
import { RecordForm } from './record-form.js'
import { useSaveRecord } from './use-save-record.js'

const { settings, settingsLists } = words
const { destinations } = settingsLists
const KINDS = ['meta', 'conversions_api'] as const

interface DestinationDrawerProps {
  dataset: Dataset
  rows: readonly Destination[]
  /** of the address */
  open: string | undefined
}

/** Makes a destination or changes one; which of them is in the address. */
export function DestinationDrawer({ dataset, rows, open }: DestinationDrawerProps) {
  const { set } = useAddress()
  const known = rows.find(({ id }) => open === `destination:${id}`) ?? null
  const opened = known !== null || open === 'new-destination'
  const close = () => set({ open: undefined }, { replace: true })
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      size={560}
      title={known === null ? destinations.new_title : known.name}
      closeButtonProps={{ 'aria-label': words.parts.close }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      {opened && <Form key={open} dataset={dataset} known={known} onDone={close} />}
    </Drawer>
  )
}

interface FormProps {
  dataset: Dataset
  known: Destination | null
  onDone(): void
}

function Form({ dataset, known, onDone }: FormProps) {
  const [kind, setKind] = useState<string>(known?.kind ?? KINDS[0])
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
        <Radio.Group label={destinations.kind} value={kind} onChange={setKind}>
          <Stack gap={6} mt={8}>
            {KINDS.map((each) => (
              <Radio key={each} value={each} label={destinations.kind_says[each]} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </RecordForm>
  )
}
