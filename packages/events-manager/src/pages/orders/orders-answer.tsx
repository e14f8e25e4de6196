import { formatMoney } from '../../format/money.js'
import { Answer } from '../../parts/answer.js'
import { Explained } from '../../parts/explained.js'
import { Count } from '../../parts/figures.js'
import { words } from '../../words/words.js'
import type { OrdersReport } from './queries.js'

const { ordersPage: said } = words
/** More currencies than a sentence holds are in the table alone. */
const CURRENCIES_SAID = 3

interface OrdersAnswerProps {
  report: OrdersReport
  /** by how many points accuracy has changed; null: not compared */
  points: number | null
}

/** How many of the shop's orders were counted, value against value. */
export function OrdersAnswer({ report, points }: OrdersAnswerProps) {
  const { both, shop, tracked, value } = report
  if (shop === 0) return <Answer>{said.answer.no_shop(tracked)}</Answer>
  const values = Object.entries(value)
    .filter(([, sums]) => sums.shop > 0)
    .sort(([, one], [, other]) => other.shop - one.shop)
    .slice(0, CURRENCIES_SAID)
    .map(([currency, sums]) =>
      said.answer.value(formatMoney(sums.both, currency), formatMoney(sums.shop, currency)),
    )
  return (
    <Answer trend={points === null ? null : said.answer.points(points)} against={said.answer.against}>
      <strong>{said.answer.counted(both, shop)}</strong> {said.answer.as_is}
      {values.length > 0 && `: ${values.join(', ')}`}.{' '}
      <Explained
        what={said.accuracy.the}
        rule={said.accuracy.rule}
        inputs={[
          [said.accuracy.counted, <Count key="counted" value={both} />],
          [said.accuracy.paid, <Count key="paid" value={shop} />],
          [said.days.accuracy, said.accuracy.percent(report.accuracy_percent)],
        ]}
      />
    </Answer>
  )
}
