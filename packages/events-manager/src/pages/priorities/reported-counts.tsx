import { useAddress } from '../../address.js'
import { formatCount } from '../../format/count.js'
import { CsvButton } from '../../parts/csv-button.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { BOOKS, bookTotal, noiseOf, type ReportedRow, reportedRows, reportedTotals } from './counts.js'
import styles from './priorities.module.css'
import type { AemReport } from './queries.js'

const { reported: said, books: books_said, how } = words.priorities

const COLUMNS: readonly Column<ReportedRow>[] = [
  { key: 'day', title: said.day, by: ({ day }) => day, cell: ({ day }) => day },
  {
    key: 'domain',
    title: said.domain,
    wide_only: true,
    by: (row) => row.domain,
    cell: (row) => <ForeignText text={row.domain} />,
  },
  {
    key: 'event',
    title: said.event,
    by: (row) => row.event_name,
    cell: (row) => <ForeignText text={row.event_name} />,
  },
  {
    key: 'value',
    title: said.value,
    wide_only: true,
    by: (row) => row.bucket,
    cell: (row) => row.bucket || '–',
  },
  {
    key: 'campaign',
    title: said.campaign,
    by: (row) => row.campaign,
    cell: (row) =>
      row.campaign === '' ? said.none_campaign : <ForeignText text={row.campaign} chars={40} />,
  },
  { key: 'source', title: said.source, wide_only: true, cell: (row) => said.sources[row.source] },
  {
    key: 'count',
    title: said.count,
    number: true,
    by: (row) => row.count,
    cell: (row) => formatCount(row.count),
  },
]

/** The published counts, and how many are hidden. */
export function Reported({ report }: { report: AemReport }) {
  const { search, set } = useAddress()
  const rows = reportedRows(report)
  const { hidden } = reportedTotals(report)
  return (
    <Section
      title={said.title}
      flush
      actions={
        rows.length > 0 && (
          <CsvButton
            name="reported"
            head={COLUMNS.map(({ key }) => key)}
            rows={() =>
              rows.map((row) => [
                row.day,
                row.domain,
                row.event_name,
                row.bucket,
                row.campaign,
                row.source,
                row.count,
              ])
            }
          />
        )
      }
    >
      {rows.length === 0 ? (
        <p className={styles.nothing}>{said.none}</p>
      ) : (
        <DataTable
          label={said.label}
          rows={rows}
          columns={COLUMNS}
          id={(row) =>
            JSON.stringify([row.day, row.domain, row.source, row.event_name, row.bucket, row.campaign])
          }
          sort={search.sort}
          onSort={(sort) => set({ sort }, { replace: true })}
        />
      )}
      {report.days.length > 0 && hidden !== null && (
        <p className={styles.nothing}>{said.hidden(hidden, report.minimum)}</p>
      )}
    </Section>
  )
}

/** Each restricted event is in one state; why, in words. */
export function Books({ report: { books, pcm_books } }: { report: AemReport }) {
  if (bookTotal(books) + bookTotal(pcm_books) === 0)
    return (
      <Section title={books_said.title}>
        <p className={styles.dimmed}>{books_said.none}</p>
      </Section>
    )
  const has_pcm = bookTotal(pcm_books) > 0
  return (
    <Section
      title={books_said.title}
      flush
      actions={<span className={styles.dimmed}>{books_said.says}</span>}
    >
      <DataTable
        label={books_said.label}
        rows={BOOKS}
        id={(book) => book}
        columns={[
          { key: 'state', title: books_said.state, cell: (book) => books_said.states[book] },
          {
            key: 'meaning',
            title: books_said.meaning,
            wide_only: true,
            cell: (book) => <span className={styles.dimmed}>{books_said.means[book]}</span>,
          },
          { key: 'events', title: books_said.events, number: true, cell: (book) => formatCount(books[book]) },
          ...(has_pcm
            ? [
                {
                  key: 'pcm',
                  title: books_said.pcm,
                  number: true,
                  cell: (book: (typeof BOOKS)[number]) => formatCount(pcm_books[book]),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

/** Window, delay, minimum and noise, as they are set here. */
export function HowReported({ report }: { report: AemReport }) {
  const noise = noiseOf(report)
  const window_days = report.pending?.window_days ?? report.order?.window_days ?? 7
  const entries: [string, string][] = [
    [how.window, how.window_is(window_days)],
    [how.delay, how.delay_is],
    [how.minimum, how.minimum_is(report.minimum)],
    [
      how.noise,
      noise === null
        ? how.noise_off
        : how.noise_is(noise.mechanism, noise.scale.toFixed(2), noise.threshold.toFixed(1)),
    ],
    ...report.budget.map(({ domain, month, spent, epsilon }): [string, string] => [
      how.budget(domain, month),
      how.budget_is(String(spent), String(epsilon)),
    ]),
  ]
  return (
    <section className={styles.how} aria-labelledby="how">
      <h2 id="how">{how.title}</h2>
      <dl>
        {entries.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
