import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Refusal } from '../../parts/refusal.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import { FileDrop } from './file-drop.js'
import styles from './orders-import.module.css'
import { TrialResult } from './trial-result.js'
import { type Reading, useOrdersImport, useOrdersTrial } from './use-orders-import.js'

const { ordersImport: said } = words
const AS_IT_IS: Reading = { decimal: '', utc_offset: '' }

/** A file of orders: tried first, which says what would happen; then imported. */
export function OrdersImport({ dataset_id }: { dataset_id: string }) {
  const [file, setFile] = useState<File | null>(null)
  const [reading, setReading] = useState(AS_IT_IS)
  const trial = useOrdersTrial(dataset_id)
  const done = useOrdersImport(dataset_id)
  const busy = trial.isPending || done.isPending

  const look = (chosen: File, as: Reading) => {
    setFile(chosen)
    setReading(as)
    done.reset()
    trial.mutate({ file: chosen, reading: as })
  }
  const change = (part: Partial<Reading>) => {
    const as = { ...reading, ...part }
    if (file === null) setReading(as)
    else look(file, as)
  }
  const is_done = done.data !== undefined
  return (
    <div className={styles.import}>
      <p className={styles.note}>{said.text}</p>
      <FileDrop file={file} busy={busy} choose={(chosen) => look(chosen, reading)} />
      <div className={styles.options}>
        <NativeSelect
          label={said.decimal}
          size="xs"
          value={reading.decimal}
          disabled={busy}
          onChange={({ currentTarget }) => change({ decimal: currentTarget.value as Reading['decimal'] })}
          data={[
            { value: '', label: said.decimals.unsaid },
            { value: 'point', label: said.decimals.point },
            { value: 'comma', label: said.decimals.comma },
          ]}
        />
        <NativeSelect
          label={said.clock}
          size="xs"
          value={reading.utc_offset}
          disabled={busy}
          onChange={({ currentTarget }) => change({ utc_offset: currentTarget.value })}
          data={OFFSETS}
        />
      </div>
      <div aria-live="polite" className={styles.result}>
        {trial.isPending && <TextSkeleton lines={3} />}
        <Refusal error={trial.error} />
        {trial.data !== undefined && !trial.isPending && (
          <TrialResult result={done.data ?? trial.data} is_done={is_done} />
        )}
        <Refusal error={done.error} />
      </div>
      {file !== null && trial.data !== undefined && !trial.isPending && !is_done && trial.data.orders > 0 && (
        <div>
          <Button loading={done.isPending} onClick={() => done.mutate({ file, reading })}>
            {said.import(trial.data.orders, trial.data.refused)}
          </Button>
        </div>
      )}
    </div>
  )
}

const OFFSET_MINUTES_MAX = 14 * 60
const OFFSET_MINUTES_MIN = -12 * 60
/** Half hours are in use; the quarters of three places are for the command line. */
const OFFSET_STEP = 30

const two = (number: number) => String(number).padStart(2, '0')
const OFFSETS = [
  { value: '', label: said.utc },
  ...Array.from(
    { length: (OFFSET_MINUTES_MAX - OFFSET_MINUTES_MIN) / OFFSET_STEP + 1 },
    (_, n) => OFFSET_MINUTES_MIN + n * OFFSET_STEP,
  )
    .filter((minutes) => minutes !== 0)
    .map((minutes) => {
      const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
      const text = `${two(hours)}:${two(rest)}`
      return { value: `${minutes < 0 ? '-' : '+'}${text}`, label: `UTC${minutes < 0 ? '−' : '+'}${text}` }
    }),
]
