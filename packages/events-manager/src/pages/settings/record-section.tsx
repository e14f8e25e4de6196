import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useAddress } from '../../address.js'
import { useMay } from '../../client/use-may.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { FormDrawer } from '../../parts/form-drawer.js'
import { Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'

interface RecordSectionProps<Row extends { id: number }> {
  listed: UseQueryResult<Row[]>
  said: { title: string; add: string; new_title: string; empty_title: string; empty_text: string }
  /** what the address calls one of them: `alert:7` is open, or `new-alert` */
  kind: 'alert' | 'destination'
  titleOf(row: Row): string
  /** leads elsewhere, below them */
  link?: ReactNode
  item(row: Row): ReactNode
  /** makes one, or changes the one that is known */
  form(known: Row | null, onDone: () => void): ReactNode
}

/** Destinations or alert channels: those that there are, and the drawer that makes or changes one. */
export function RecordSection<Row extends { id: number }>(props: RecordSectionProps<Row>) {
  const { listed, said, kind, titleOf, link, item, form } = props
  const { search, set } = useAddress()
  const may = useMay()
  const rows = listed.data
  const known = rows?.find(({ id }) => search.open === `${kind}:${id}`) ?? null
  const close = () => set({ open: undefined }, { replace: true })
  const add = may.change && (
    <Button
      size="xs"
      leftSection={<IconPlus size={15} aria-hidden />}
      onClick={() => set({ open: `new-${kind}` })}
    >
      {said.add}
    </Button>
  )
  return (
    <Section title={said.title} actions={rows?.length === 0 ? link : add}>
      {listed.error !== null && (
        <Failed
          what={said.title}
          error={listed.error}
          since_ms={listed.errorUpdatedAt}
          retry={listed.refetch}
          inline={rows !== undefined}
        />
      )}
      {listed.isPending && <TableSkeleton rows={2} columns={2} />}
      {rows?.length === 0 && <Empty title={said.empty_title} text={said.empty_text} action={add} />}
      {rows?.map(item)}
      {rows !== undefined && rows.length > 0 && link}
      <FormDrawer
        opened={may.change && (known !== null || search.open === `new-${kind}`)}
        title={known === null ? said.new_title : titleOf(known)}
        size={560}
        onClose={close}
      >
        {form(known, close)}
      </FormDrawer>
    </Section>
  )
}
