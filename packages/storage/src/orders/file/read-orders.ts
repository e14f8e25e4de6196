import { hash } from 'node:crypto'
import { type Order, type Problem, type Result, readOrder } from '@countersign/core'
import { type Columns, type RowDialect, readColumns, readRow } from '@countersign/core/report'
import type { CsvError } from 'csv-parse'
import type { OrdersSource } from './orders-source.js'

const ROWS_MAX = 1_000_000
const LINE_BYTES_MAX = 2 ** 20
/** JSON is read whole. */
const JSON_BYTES_MAX = 64 * 2 ** 20
/** A list of orders has fewer brackets than one in so many bytes; what has more would take many times its bytes as values. */
const BYTES_PER_BRACKET = 8
const BRACKETS_FREE = 100
const DELIMITERS = [',', ';', '\t', '|']

/** What is made of an order's place in a file. */
export interface OrdersReader {
  order(order: Order): void
  /** @param line  from 1; in JSON the place in the list */
  fault(line: number, problems: readonly Problem[]): void
}

/** The file cannot be read as a whole: no columns, no CSV, too large. `says` goes on after the file's name. */
export class OrdersUnreadable extends Error {
  override readonly name = 'OrdersUnreadable'

  constructor(
    readonly says: string,
    readonly line: number | null = null,
  ) {
    super(says)
  }
}

export type OrdersFormat = 'csv' | 'json'

/** By its first sign: a list or an object is JSON. */
export const formatOf = ({ head }: OrdersSource): OrdersFormat => (/^\s*[[{]/.test(head) ? 'json' : 'csv')

/** @throws OrdersUnreadable */
export async function readOrders(
  source: OrdersSource,
  dialect: RowDialect,
  reader: OrdersReader,
): Promise<void> {
  try {
    if (formatOf(source) === 'json') readJson(source, reader)
    else await readCsv(source, dialect, reader)
  } catch (error) {
    if (!isCsvError(error)) throw error
    throw new OrdersUnreadable(
      `is no CSV (${error.code}). Export it again: a line an order, quotes around what holds a comma, at most 1 MiB a line. Nothing was imported`,
      error.lines ?? null,
    )
  }
}

async function readCsv(source: OrdersSource, dialect: RowDialect, reader: OrdersReader): Promise<void> {
  // Loaded when there is a CSV to read: whoever reads none does without it.
  const { parse } = await import('csv-parse')
  const rows = source.stream().pipe(
    parse({
      bom: true,
      delimiter: delimiterOf(source.head.trimStart()),
      info: true,
      max_record_size: LINE_BYTES_MAX,
      relax_column_count: true,
      skip_empty_lines: true,
    }),
  )
  let columns: Columns | undefined
  let count = 0
  let begins = 1
  for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const line = begins
    begins = info.lines + 1
    if (!columns) {
      const read = readColumns(record)
      if ('says' in read) throw new OrdersUnreadable(read.says, line)
      columns = read.columns
      continue
    }
    count += 1
    if (count > ROWS_MAX)
      throw new OrdersUnreadable(`holds more than ${ROWS_MAX} rows. Split it. Nothing was imported`)
    give(readRow(record, columns, dialect, sha256), line, reader)
  }
}

function readJson(source: OrdersSource, reader: OrdersReader): void {
  if (source.bytes > JSON_BYTES_MAX)
    throw new OrdersUnreadable('is larger than 64 MiB. Split it, or give it as CSV')
  const text = source.text()
  if (bracketsIn(text) > BRACKETS_FREE + text.length / BYTES_PER_BRACKET)
    throw new OrdersUnreadable('is mostly brackets. Give a list of orders: [{"order_id": …}, …], or CSV')
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw new OrdersUnreadable('is no JSON. Give a list of orders: [{"order_id": …}, …], or CSV')
  }
  for (const [index, item] of (Array.isArray(given) ? given : [given]).entries())
    give(readOrder(item, '', sha256), index + 1, reader)
}

function give(read: Result<Order> | null, line: number, reader: OrdersReader): void {
  if (read === null) return
  if (read.ok) reader.order(read.value)
  else reader.fault(line, read.problems)
}

const sha256 = (text: string): string => hash('sha256', text)

function bracketsIn(text: string): number {
  let count = 0
  for (const bracket of ['[', '{'])
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) count += 1
  return count
}

/** What divides the names in the first line most often, outside quotes. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const times = (delimiter: string) => line.split(delimiter).length
  return DELIMITERS.reduce((best, delimiter) => (times(delimiter) > times(best) ? delimiter : best), ',')
}

const isCsvError = (error: unknown): error is CsvError & { lines?: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
