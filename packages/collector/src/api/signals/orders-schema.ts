import { ORDER_CLASSES } from '@countersign/core'
import { Type } from 'typebox'
import { BehindRows, Count, oneOf, orNull, TimeMs } from './shapes.js'

const Text = Type.String()
const exact = { additionalProperties: false }
const Percent = orNull(Type.Number({ description: 'Percent; null where there is nothing to compare.' }))

const counts = {
  shop: Count,
  tracked: Count,
  both: Count,
  both_differs: Count,
  only_shop: Count,
  only_tracked: Count,
  excluded: Count,
  excluded_purchases: Count,
  accuracy_percent: Percent,
}

/** `reconcile --json`, without its list */
export const OrdersReport = Type.Object(
  {
    dataset_id: Text,
    since_ms: orNull(TimeMs),
    until_ms: orNull(TimeMs),
    behind_rows: BehindRows,
    is_matching: Type.Boolean({ description: 'Orders are known that are still to be matched.' }),
    ...counts,
    value: Type.Record(
      Text,
      Type.Object(
        { shop: Type.Number(), tracked: Type.Number(), both: Type.Number(), accuracy_percent: Percent },
        exact,
      ),
      { description: 'By currency.' },
    ),
    reasons: Type.Record(Text, Type.Record(Text, Count), {
      description: 'By state, how many of each reason.',
    }),
    days: Type.Array(Type.Object({ day: Text, ...counts }, exact)),
  },
  { $id: 'OrdersReport', title: "The shop's orders beside counted Purchases", ...exact },
)

export const OrderState = oneOf(ORDER_CLASSES, 'only_tracked: Purchases without an order.')

export const OrderEntry = Type.Object(
  {
    state: OrderState,
    reason: Type.Object({ code: Text, says: Text }, exact),
    order: orNull(
      Type.Object(
        { order_id: Text, placed_at_ms: TimeMs, value: Type.Number(), currency: Text, status: Text },
        exact,
      ),
    ),
    purchase: orNull(
      Type.Object(
        {
          event_id: orNull(Text),
          order_id: orNull(Text),
          event_time_ms: TimeMs,
          received_at_ms: TimeMs,
          value: orNull(Type.Number()),
          currency: orNull(Text),
        },
        exact,
      ),
    ),
    matched_by: orNull(Text),
    cursor: Text,
  },
  { $id: 'OrderEntry', title: 'An order beside its Purchase', ...exact },
)
