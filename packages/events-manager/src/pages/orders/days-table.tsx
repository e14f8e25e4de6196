import { useAddress } from '../../address.js'
import { formatCount } from '../../format/count.js'
import { formatDay } from '../../format/time.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { words } from '../../words/words.js'
import styles from './orders.module.css'
import type { OrdersReport } from './queries.js'

const { days: said } = words.ordersPage
const { states } = words.ordersPage
type Day = OrdersReport['days'][number]

const named = (day: string) => formatDay(Date.parse(day), 'UTC')

/** Orders by day, each with how they were counted; a day opens its orders in the list. */
export function DaysTable({ days }: { days: readonly Day[] }) {
  const { search, set } = useAddress()
  const most = Math.max(1, ...days.map(({ shop }) => shop))
  const columns: readonly Column<Day>[] = [
    {
      key: 'day',
      title: said.day,
      by: ({ day }) => day,
      cell: ({ day }) => (
        <button
          type="button"
          className={styles.day}
          aria-pressed={search.day === day}
          aria-label={said.show(named(day))}
          onClick={() => set({ day: search.day === day ? undefined : day })}
        >
          {named(day)}
        </button>
      ),
    },
    number('shop', said.shop, ({ shop }) => shop),
    { key: 'bar', title: said.bar, wide_only: true, cell: (day) => <Bar day={day} most={most} /> },
    number('only_shop', states.only_shop, ({ only_shop }) => only_shop),
    number('both_differs', states.both_differs, ({ both_differs }) => both_differs),
    number('only_tracked', states.only_tracked, ({ only_tracked }) => only_tracked),
    {
      key: 'accuracy',
      title: said.accuracy,
      number: true,
      by: ({ accuracy_percent }) => accuracy_percent,
      cell: ({ accuracy_percent }) => words.ordersPage.accuracy.percent(accuracy_percent),
    },
  ]
  return (
    <>
      <DataTable
        label={said.title}
        columns={columns}
        rows={days}
        id={({ day }) => day}
        sort={search.days ?? '-day'}
        onSort={(sort) => set({ days: sort }, { replace: true })}
        open={search.day}
      />
      <div className={styles.padded}>
        <div className={styles.legend}>
          {LEGEND.map(({ state, ...rect }) => (
            <span key={state}>
              <svg viewBox="0 0 14 10" preserveAspectRatio="none" aria-hidden>
                <rect x={0} width={14} {...rect} />
              </svg>
              {states[state]}
            </span>
          ))}
        </div>
        {said.zone}
      </div>
    </>
  )
}

function number(key: string, title: string, by: (day: Day) => number): Column<Day> {
  const cell = (day: Day) => (
    <span className={by(day) === 0 ? styles.dimmed : undefined}>{formatCount(by(day))}</span>
  )
  return { key, title, number: true, wide_only: key !== 'shop', by, cell }
}

/** What the pieces of a bar mean: told by height as much as by colour. */
const LEGEND = [
  { state: 'both', className: styles.both, y: 0, height: 10 },
  { state: 'both_differs', className: styles.differs, y: 2, height: 6 },
  { state: 'only_shop', className: styles.missing, y: 3.5, height: 3 },
] as const

/** All orders of a day as long as they are many: counted as they are, with another amount, not counted. */
function Bar({ day: { both, both_differs, only_shop }, most }: { day: Day; most: number }) {
  const at = (count: number) => (count / most) * 100
  return (
    <svg
      className={styles.bar}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={said.bar_says(both, both_differs, only_shop)}
    >
      <rect className={styles.both} x={0} y={0} width={at(both)} height={10} />
      <rect className={styles.differs} x={at(both)} y={2} width={at(both_differs)} height={6} />
      <rect className={styles.missing} x={at(both + both_differs)} y={3.5} width={at(only_shop)} height={3} />
    </svg>
  )
}
