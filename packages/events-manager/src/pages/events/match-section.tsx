import { useAddress } from '../../address.js'
import type { OneEventName } from '../../client/shapes.js'
import { formatCount, formatScore, formatShare } from '../../format/count.js'
import { CsvButton } from '../../parts/csv-button.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { Explained } from '../../parts/explained.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { ScoreCells } from '../../parts/score-cells.js'
import { sorted } from '../../parts/sort.js'
import { Sparkline } from '../../parts/sparkline.js'
import { words } from '../../words/words.js'
import { coverageOf, type MatchRow, matchRows } from './coverage.js'
import { matchHead, matchRow } from './event-csv.js'
import styles from './events.module.css'

const said = words.events.event.match

/** A gain that the score's one decimal does not show is none. */
const GAIN_MIN = 0.05

/** Which match keys came, the score that they make, and what would lift it. */
export function MatchSection({ event }: { event: OneEventName }) {
  const { search, set } = useAddress()
  const match = event.quality?.match ?? null
  const rows = matchRows(match?.keys ?? null, event.match_keys)
  const columns: Column<MatchRow>[] = [
    {
      key: 'key',
      title: said.key,
      by: ({ key }) => key,
      cell: ({ key, label }) => (
        <>
          <ForeignText text={said.of_all(key)} mono />
          {label !== '' && <span className={styles.number_note}>{label}</span>}
        </>
      ),
    },
    {
      key: 'gain',
      title: said.gain,
      number: true,
      by: ({ gain }) => gain,
      cell: Gain,
    },
    share('coverage', said.coverage, ({ coverage }) => coverage),
    share('validity', said.validity, ({ validity, coverage }) => (coverage === 0 ? null : validity)),
    share('browser', said.browser, ({ browser }) => coverageOf(browser ?? 0, event.sightings.browser)),
    share('server', said.server, ({ server }) => coverageOf(server ?? 0, event.sightings.server)),
  ]
  return (
    <Section
      flush
      title={said.title}
      actions={
        rows.length > 0 && (
          <CsvButton
            name={`${event.event_name}-match-keys`}
            head={matchHead}
            rows={() => sorted(rows, columns, search.keys).map(matchRow)}
          />
        )
      }
    >
      <div className={styles.top}>
        {match === null ? (
          <p className={styles.dim}>{said.no_score}</p>
        ) : (
          <Score match={match} best={rows[0]} />
        )}
      </div>
      <DataTable
        label={said.label}
        rows={rows}
        id={({ key }) => key}
        sort={search.keys}
        onSort={(keys) => set({ keys }, { replace: true })}
        columns={columns}
      />
    </Section>
  )
}

const share = (key: string, title: string, of: (row: MatchRow) => number | null) => ({
  key,
  title,
  number: true,
  by: of,
  cell: (row: MatchRow) => formatShare(of(row)),
})

function Gain({ gain, with_it }: MatchRow) {
  if (gain === null || with_it === null || gain < GAIN_MIN) return <span className={styles.dim}>–</span>
  return (
    <>
      +{formatScore(gain)}
      <span className={styles.number_note}>{said.with_it(with_it)}</span>
    </>
  )
}

type Match = NonNullable<NonNullable<OneEventName['quality']>['match']>

function Score({ match, best }: { match: Match; best: MatchRow | undefined }) {
  const lifts = best?.gain != null && best.gain >= GAIN_MIN
  return (
    <>
      <div>
        <span className={styles.mark}>
          <ScoreCells score={match.composite_score} /> {match.rating}
          <Explained
            what={said.what}
            rule={said.rule}
            inputs={[
              [said.web, formatCount(match.web)],
              [said.rating, match.rating],
            ]}
          />
        </span>
        <p>{lifts ? said.best(said.of_all(best.key), best.gain ?? 0) : said.complete}</p>
      </div>
      {match.trend.length > 1 && (
        <div className={styles.trend}>
          <Sparkline
            values={match.trend.map(({ composite_score }) => composite_score)}
            label={said.trend}
            width={150}
          />
          {said.trend}
        </div>
      )}
    </>
  )
}
