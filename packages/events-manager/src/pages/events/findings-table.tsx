import type { ByChannel, OneEventName } from '../../client/shapes.js'
import { formatCount } from '../../format/count.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { DataTable } from '../../parts/data-table.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'

const said = words.events.event

type FindingRow = ByChannel & { kind: string; name: string }

/** Why reports were refused, what they were warned of, and which were automated. Nothing where there is none. */
export function FindingsTable({ event }: { event: OneEventName }) {
  const rows: FindingRow[] = [
    ...event.refusals.map(({ state, code, ...counts }) => ({
      kind: said.refused(state),
      name: code,
      ...counts,
    })),
    ...event.warnings.map((each) => ({ kind: said.warning, ...each })),
    ...event.automation.map((each) => ({ kind: said.warnings.automation, ...each })),
  ]
  if (rows.length === 0) return null
  const count = (channel: 'browser' | 'server') => ({
    key: channel,
    title: <ChannelMark channel={channel} named />,
    number: true,
    cell: (row: FindingRow) => formatCount(row[channel]),
  })
  return (
    <Section flush title={said.warnings.title}>
      <DataTable
        label={said.warnings.label}
        rows={rows}
        id={({ kind, name }) => `${kind} ${name}`}
        columns={[
          { key: 'kind', title: said.kind, cell: ({ kind }) => kind },
          { key: 'name', title: said.warnings.name, cell: ({ name }) => <ForeignText text={name} mono /> },
          count('browser'),
          count('server'),
        ]}
      />
    </Section>
  )
}
