import {
  Bar,
  type BarShapeProps,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { formatCountShort, formatShare } from '../../format/count.js'
import { formatDay, formatHour } from '../../format/time.js'
import type { ChangesAt } from './changes.js'
import type { ChartRow } from './chart-rows.js'
import { ChartTip } from './chart-tip.js'
import styles from './columns-chart.module.css'

export interface ColumnsChartProps {
  rows: readonly ChartRow[]
  step: 'hour' | 'day'
  zone: string
  view: 'counts' | 'share'
  compared: boolean
  changes: readonly ChangesAt[]
  label: string
}

const HEIGHT = 280
const TICK = { fontSize: 12, fill: 'var(--cs-dimmed)' }
/** How much of a step's room its columns take, and of these the one in front. */
const GAP = '18%'
const FRONT = 0.5
const AXIS = 28

/**
 * Received stands behind, by channel; counted in front and narrower: what stands out above it was not counted. Loaded
 * with the first page that draws it, and its library with it.
 */
export function ColumnsChart({ rows, step, zone, view, compared, changes, label }: ColumnsChartProps) {
  const time = (at_ms: number) => (step === 'hour' ? formatHour(at_ms, zone) : formatDay(at_ms, zone))
  return (
    <figure className={styles.figure} aria-label={label}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <ComposedChart
          data={[...rows]}
          barCategoryGap={GAP}
          margin={{ top: 22, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <defs>
            <pattern
              id="server-weave"
              width={5}
              height={5}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect className={styles.server_ground} width={5} height={5} />
              <rect className={styles.server_thread} width={2} height={5} />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--cs-line)" />
          {['behind', 'front', 'before'].map((axis) => (
            <XAxis
              key={axis}
              xAxisId={axis}
              hide={axis !== 'behind'}
              height={axis === 'behind' ? AXIS : 0}
              dataKey="at_ms"
              tickFormatter={time}
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: 'var(--cs-edge)' }}
              minTickGap={28}
            />
          ))}
          <YAxis
            width={48}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            allowDecimals={false}
            domain={view === 'share' ? [0, 1] : [0, 'auto']}
            tickFormatter={(value: number) =>
              view === 'share' ? formatShare(value).replace('.0', '') : formatCountShort(value)
            }
          />
          <Tooltip
            cursor={{ fill: 'var(--cs-raised)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as ChartRow | undefined
              return active && row ? <ChartTip row={row} step={step} zone={zone} compared={compared} /> : null
            }}
          />
          {changes.map(({ at_ms }, at) => (
            <ReferenceLine
              key={at_ms}
              xAxisId="behind"
              x={at_ms}
              stroke="var(--cs-dimmed)"
              strokeDasharray="2 3"
              label={{ value: String(at + 1), position: 'top', fontSize: 12, fill: 'var(--cs-text)' }}
            />
          ))}
          {view === 'counts' && series(compared)}
          {view === 'share' && (
            <Line
              xAxisId="behind"
              dataKey="share"
              type="linear"
              stroke="var(--cs-text)"
              strokeWidth={2}
              dot={{ r: 2.5, fill: 'var(--cs-text)' }}
              isAnimationActive={false}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </figure>
  )
}

const series = (compared: boolean) => [
  <Bar
    key="browser"
    xAxisId="behind"
    dataKey="browser"
    stackId="received"
    fill="var(--cs-browser)"
    fillOpacity={0.42}
    isAnimationActive={false}
  />,
  <Bar
    key="server"
    xAxisId="behind"
    dataKey="server"
    stackId="received"
    fill="url(#server-weave)"
    isAnimationActive={false}
  />,
  <Bar key="counted" xAxisId="front" dataKey="counted" shape={CountedColumn} isAnimationActive={false} />,
  compared && (
    <Bar key="before" xAxisId="before" dataKey="before" shape={BeforeTick} isAnimationActive={false} />
  ),
]

/** Narrower than what stands behind it. */
function CountedColumn({ x, y, width, height }: BarShapeProps) {
  const wide = Number(width) * FRONT
  return (
    <rect
      className={styles.counted}
      x={Number(x) + (Number(width) - wide) / 2}
      y={Number(y)}
      width={wide}
      height={Math.max(0, Number(height))}
    />
  )
}

/** Where the counted column stood in the period before. */
function BeforeTick({ x, y, width, payload }: BarShapeProps) {
  if ((payload as ChartRow | undefined)?.before === null) return <g />
  return <rect className={styles.before} x={Number(x)} y={Number(y) - 1} width={Number(width)} height={2.5} />
}
