import { Button } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { csvOf } from '../format/csv.js'
import { words } from '../words/words.js'

interface CsvButtonProps {
  /** without `.csv` */
  name: string
  head: readonly string[]
  /** asked for when it is pressed */
  rows(): readonly (readonly (string | number | null)[])[]
}

/** Saves a table as CSV. Cells that a spreadsheet would run are kept from it. */
export function CsvButton({ name, head, rows }: CsvButtonProps) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([csvOf(head, rows())], { type: 'text/csv;charset=utf-8' }))
    Object.assign(document.createElement('a'), { href: url, download: `${name}.csv` }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <Button variant="default" size="xs" leftSection={<IconDownload size={14} aria-hidden />} onClick={save}>
      {words.parts.csv}
    </Button>
  )
}
