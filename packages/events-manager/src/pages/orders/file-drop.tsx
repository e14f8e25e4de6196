import { Button, FileButton } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { type DragEvent, useState } from 'react'
import { words } from '../../words/words.js'
import styles from './orders-import.module.css'

const { ordersImport: said } = words

interface FileDropProps {
  /** the one that is chosen; null: none yet */
  file: File | null
  busy: boolean
  choose(file: File): void
}

/** A place to drop a file of orders on, a button that chooses one, and a sample to begin from. */
export function FileDrop({ file, busy, choose }: FileDropProps) {
  const [is_over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped !== undefined && !busy) choose(dropped)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen by the button as well.
    <div
      className={styles.drop}
      data-over={is_over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.drop_text}>{file === null ? said.drop : said.chosen(file.name, file.size)}</div>
      <div className={styles.drop_buttons}>
        <FileButton
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
          onChange={(one) => one && choose(one)}
        >
          {(props) => (
            <Button {...props} variant={file === null ? 'filled' : 'default'} size="xs" disabled={busy}>
              {file === null ? said.choose : said.choose_other}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={saveSample}
        >
          {said.sample}
        </Button>
      </div>
    </div>
  )
}

/** Rows as the import takes them, of people who do not exist. */
const SAMPLE = [
  'order_id,placed_at,value,currency,email,phone,status',
  '1001,2026-11-20T10:15:30Z,49.90,USD,jo@shop.example,+12025550114,paid',
  '1002,2026-11-20T11:02:00Z,120.00,USD,sam@shop.example,,paid',
  '1003,2026-11-21T08:40:10Z,15.50,USD,,,refunded',
  '',
].join('\r\n')

function saveSample(): void {
  const url = URL.createObjectURL(new Blob([SAMPLE], { type: 'text/csv;charset=utf-8' }))
  Object.assign(document.createElement('a'), { href: url, download: 'orders-sample.csv' }).click()
  URL.revokeObjectURL(url)
}
