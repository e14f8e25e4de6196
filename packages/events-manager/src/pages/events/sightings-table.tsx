import type { ReactNode } from 'react'
import type { CountedEvent, Sighting } from '../../client/shapes.js'
import { formatTimeWhole } from '../../format/time.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './events.module.css'
import { shownOf } from './samples-table.js'
import { besideOf, type KeyBeside, matchKeysBeside, parametersBeside } from './side-by-side.js'
import { SideHead } from './side-head.js'

const said = words.counted
const { rows } = said.sightings

/** What each report said, beside what is counted; a mark on each value that was taken. */
export function SightingsTable({ event, zone }: { event: CountedEvent; zone: string }) {
  const beside = besideOf(event.sightings)
  const more = event.sightings.length - beside.length
  const of = (title: string, counted: ReactNode, cell: (sighting: Sighting) => ReactNode) => (
    <Row
      title={title}
      counted={counted}
      cells={beside.map(cell)}
      ids={beside.map((one) => one.sighting_id)}
    />
  )
  const kept = (cell: (kept: NonNullable<Sighting['said']>) => ReactNode) => (sighting: Sighting) =>
    sighting.said === null ? <Dim text={said.sightings.not_kept} /> : cell(sighting.said)
  const keys = (titled: readonly KeyBeside[], show: (value: unknown) => ReactNode) =>
    titled.map(({ key, counted, said: values, from }) => (
      <Row
        key={key}
        title={<ForeignText text={key} chars={40} mono />}
        counted={show(counted)}
        cells={values.map(show)}
        ids={beside.map((one) => one.sighting_id)}
        won={from}
      />
    ))
  return (
    <Section flush title={said.sightings.title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard. */}
      <section className={styles.scroll} aria-label={said.sightings.label} tabIndex={0}>
        <table className={styles.side}>
          <SideHead beside={beside} counted={<ChannelMark channel={shownOf(event.channels)} />} />
          <tbody>
            {of(rows.received, null, ({ received_at_ms, after_ms }) => (
              <div className={styles.lines}>
                <span>{formatTimeWhole(received_at_ms, zone)}</span>
                <Dim text={said.sightings.after(after_ms)} />
              </div>
            ))}
            {of(rows.verdict, null, ({ verdict }) => said.verdict[verdict])}
            {of(rows.why, null, ({ why }) => said.why(why))}
            {of(rows.part, null, ({ part }) => said.part(part, event.merge_within_ms))}
            {of(rows.event_id, <Text text={event.event_id} />, ({ event_id }) => (
              <Text text={event_id} />
            ))}
            {of(
              rows.event_time,
              formatTimeWhole(event.event_time * 1000, zone),
              kept(({ event_time }) => formatTimeWhole(event_time * 1000, zone)),
            )}
            {of(
              rows.action_source,
              <Text text={event.action_source} />,
              kept(({ action_source }) => <Text text={action_source} />),
            )}
            {of(
              rows.event_source_url,
              <Text text={event.event_source_url} />,
              kept(({ event_source_url }) => <Text text={event_source_url} />),
            )}
            {of(rows.warnings, null, ({ warnings }) =>
              warnings.length === 0 ? (
                <Dim text={said.sightings.none} />
              ) : (
                <Text text={warnings.join(', ')} />
              ),
            )}
          </tbody>
          <Group title={said.sightings.groups.custom_data} columns={beside.length + 2}>
            {keys(parametersBeside(event, beside), (value) => (
              <Parameter value={value} />
            ))}
          </Group>
          <Group title={said.sightings.groups.user_data} columns={beside.length + 2}>
            {keys(matchKeysBeside(event, beside), (value) =>
              value === undefined ? (
                <Dim text={said.sightings.absent} />
              ) : (
                said.sightings.carries[value === true ? 'hashed' : 'plain']
              ),
            )}
          </Group>
        </table>
      </section>
      <p className={styles.note}>
        {more > 0 && said.sightings.more(more, event.has_more_sightings)} {said.sightings.hint}
      </p>
    </Section>
  )
}

interface RowProps {
  title: ReactNode
  counted: ReactNode
  cells: readonly ReactNode[]
  ids: readonly string[]
  /** the place of the report that the counted value is from */
  won?: number | null
}

const Row = ({ title, counted, cells, ids, won = null }: RowProps) => (
  <tr>
    <th scope="row">{title}</th>
    <td>{counted}</td>
    {cells.map((cell, at) => (
      <td key={ids[at]} data-won={at === won || undefined}>
        {cell}
        {at === won && <span className={styles.won}>{said.sightings.taken}</span>}
      </td>
    ))}
  </tr>
)

const Group = ({ title, columns, children }: { title: string; columns: number; children: ReactNode[] }) =>
  children.length === 0 ? null : (
    <tbody>
      <tr className={styles.group}>
        <th colSpan={columns} scope="colgroup">
          {title}
        </th>
      </tr>
      {children}
    </tbody>
  )

const Dim = ({ text }: { text: string }) => <span className={styles.dim}>{text}</span>

const Text = ({ text }: { text: string | null }) =>
  text === null ? <Dim text={said.sightings.none} /> : <ForeignText text={text} chars={80} />

/** A parameter as it came: text as text, all else as JSON. */
function Parameter({ value }: { value: unknown }) {
  if (value === undefined) return <Dim text={said.sightings.absent} />
  if (typeof value === 'string') return <ForeignText text={value} chars={80} />
  return <ForeignText text={JSON.stringify(value)} chars={80} mono={typeof value === 'object'} />
}
