import { Button } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { useState } from 'react'
import { csvOf } from '../format/csv.js'
import { words } from '../words/words.js'
import { showNotice } from './notice.js'

type Rows = readonly (readonly (string | number | null)[])[]

interface CsvButtonProps {
  /** without `.csv` */
  name: string
  head: readonly string[]
  /** asked for when it is pressed, maybe of the server */
  rows(): Rows | Promise<Rows>
}

/** Saves a table as CSV. Cells that a spreadsheet would run are kept from it. */
export function CsvButton({ name, head, rows }: CsvButtonProps) {
  const [is_busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const text = await Promise.resolve(rows()).then((given) => csvOf(head, given), sayFailed)
    setBusy(false)
    if (text === undefined) return
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
    Object.assign(document.createElement('a'), { href: url, download: `${name}.csv` }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
      loading={is_busy}
      onClick={save}
    >
      {words.parts.csv}
    </Button>
  )
}

const sayFailed = (error: Error): undefined => showNotice({ text: error.message }) as undefined
