import type Database from 'better-sqlite3'
import { DecimalSum } from '../decimal-sum.js'

/** Gives a connection `decimal_sum(text)`: decimals add up exactly, which SQLite's own `sum` does not do. */
export function addDecimalSum(db: Database.Database): void {
  db.aggregate<DecimalSum>('decimal_sum', {
    start: () => new DecimalSum(),
    step: (sum, decimal) => {
      sum.add(String(decimal))
      return sum
    },
    result: (sum) => sum.total().toFixed(),
    deterministic: true,
  })
}
