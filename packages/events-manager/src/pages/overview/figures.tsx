import type { ReactNode } from 'react'
import type { EventQuality } from '../../client/books.js'
import type { Sums } from '../../client/shapes.js'
import { formatCount, formatShare, formatTrend } from '../../format/count.js'
import { formatMoney } from '../../format/money.js'
import { formatDuration } from '../../format/time.js'
import { Explained } from '../../parts/explained.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { bothShare, deduplicatedShare } from './answer-of.js'
import styles from './overview.module.css'

const said = words.overview.figures
const SECOND_MS = 1_000

interface FiguresProps {
  event_name: string
  totals: Sums
  /** of the period before; null: it is not compared */
  before: Sums | null
  /** null: nothing to tell it from; undefined: not known yet */
  quality: EventQuality | null | undefined
}

/** The few numbers that say how well browser and server agree, each with its rule. */
export function Figures({ event_name, totals, before, quality }: FiguresProps) {
  const was = (figure: (sums: Sums) => number | null) =>
    before === null ? null : `${said.before}: ${formatShare(figure(before))}`
  return (
    <Section title={said.title(event_name)}>
      <dl className={styles.figures}>
        <Figure
          name={said.share}
          value={formatShare(deduplicatedShare(totals))}
          note={was(deduplicatedShare)}
          explained={
            <Explained
              what={said.share_what}
              rule={said.share_rule}
              inputs={[
                [words.overview.chart.duplicate, formatCount(totals.duplicate)],
                [said.judged, formatCount(totals.counted + totals.duplicate)],
              ]}
            />
          }
        />
        <Figure
          name={said.both}
          value={formatShare(bothShare(totals))}
          note={was(bothShare)}
          explained={
            <Explained
              what={said.both_what}
              rule={said.both_rule}
              inputs={[
                [said.both, formatCount(totals.both)],
                [words.overview.chart.counted, formatCount(totals.counted)],
              ]}
            />
          }
        />
        <Coverage quality={quality} />
        <Freshness quality={quality} />
        <Value totals={totals} before={before} />
      </dl>
    </Section>
  )
}

interface FigureProps {
  name: string
  value: ReactNode
  note?: ReactNode
  explained?: ReactNode
}

function Figure({ name, value, note, explained }: FigureProps) {
  return (
    <div>
      <dt className={styles.figure_name}>
        {name}
        {explained}
      </dt>
      <dd className={styles.figure_value}>
        {value} {note != null && <span className={styles.figure_note}>{note}</span>}
      </dd>
    </div>
  )
}

function Coverage({ quality }: Pick<FiguresProps, 'quality'>) {
  const coverage = quality?.coverage
  if (coverage == null) return <Figure name={said.coverage} value={<None />} />
  return (
    <Figure
      name={said.coverage}
      value={formatShare(coverage.coverage)}
      note={said.eight_days}
      explained={
        <Explained
          what={said.coverage_what}
          rule={said.coverage_rule(formatShare(coverage.goal).replace('.0', ''))}
          inputs={[
            [said.with_browser, formatCount(coverage.with_browser)],
            [said.matched, formatCount(coverage.matched)],
          ]}
        />
      }
    />
  )
}

function Freshness({ quality }: Pick<FiguresProps, 'quality'>) {
  const freshness = quality?.freshness
  if (freshness == null) return <Figure name={said.freshness} value={<None />} />
  const { median_s_max } = freshness
  return (
    <Figure
      name={said.freshness}
      value={said.frequency[freshness.upload_frequency]}
      note={
        median_s_max === null ? said.two_days : said.half_within(formatDuration(median_s_max * SECOND_MS))
      }
      explained={
        <Explained
          what={said.freshness_what}
          rule={said.freshness_rule}
          inputs={[
            [said.sightings, formatCount(freshness.sightings)],
            [said.late, formatShare(freshness.late)],
          ]}
        />
      }
    />
  )
}

/** Money by the currency that came; nothing where no event carried any. */
function Value({ totals, before }: { totals: Sums; before: Sums | null }) {
  const sums = Object.entries(totals.value)
  if (sums.length === 0) return null
  return sums.slice(0, CURRENCIES_MAX).map(([currency, value]) => {
    const was = before?.value[currency]
    return (
      <Figure
        key={currency}
        name={said.value(currency.slice(0, 8))}
        value={formatMoney(value, currency)}
        note={was === undefined ? null : formatTrend(value, was)}
        explained={<Explained what={said.value_what} rule={said.value_rule} />}
      />
    )
  })
}
const CURRENCIES_MAX = 3

const None = () => <span className={styles.figure_note}>{said.none}</span>
