import { hash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { type Order, type Problem, type Result, readOrder } from '@countersign/core'
import { type Columns, type RowDialect, readColumns, readRow } from '@countersign/core/report'
import type { CsvError } from 'csv-parse'
import { wrongInput } from '../io.js'

const ROWS_MAX = 1_000_000
const LINE_BYTES_MAX = 2 ** 20
/** A JSON file is read whole. */
const JSON_BYTES_MAX = 64 * 2 ** 20
const HEAD_BYTES = 64 * 1024
const DELIMITERS = [',', ';', '\t', '|']

/** What is made of an order's place in a file. */
export interface FileReader {
  order(order: Order): void
  /** @param line  from 1 */
  fault(line: number, problems: readonly Problem[]): void
}

/** @throws CommandFailed where it cannot be read as a whole: no such file, no columns, too large */
export async function readOrdersFile(file: string, dialect: RowDialect, reader: FileReader): Promise<void> {
  try {
    const text = headOf(file).trimStart()
    if (/^[[{]/.test(text)) readJson(file, reader)
    else await readCsv(file, delimiterOf(text), dialect, reader)
  } catch (error) {
    if (isNodeError(error)) throw wrongInput(`${file} cannot be read: ${error.code}.`)
    if (isCsvError(error))
      throw wrongInput(
        `${file}, line ${error.lines ?? '?'}: is no CSV (${error.code}). Export it again: a line an order, quotes around what holds a comma, at most 1 MiB a line. Nothing was imported.`,
      )
    throw error
  }
}

async function readCsv(
  file: string,
  delimiter: string,
  dialect: RowDialect,
  reader: FileReader,
): Promise<void> {
  // Loaded when there is a CSV to read: every other command would wait for it.
  const { parse } = await import('csv-parse')
  const rows = createReadStream(file).pipe(
    parse({
      bom: true,
      delimiter,
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
      if ('says' in read) throw wrongInput(`${file}, line ${line}: ${read.says}.`)
      columns = read.columns
      continue
    }
    count += 1
    if (count > ROWS_MAX)
      throw wrongInput(`${file} holds more than ${ROWS_MAX} rows. Split it. Nothing was imported.`)
    give(readRow(record, columns, dialect, sha256), line, reader)
  }
}

function readJson(file: string, reader: FileReader): void {
  if (statSync(file).size > JSON_BYTES_MAX)
    throw wrongInput(`${file} is larger than 64 MiB. Split it, or give it as CSV.`)
  const text = readFileSync(file, 'utf8')
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw wrongInput(`${file} is no JSON. Give a list of orders: [{"order_id": …}, …], or CSV.`)
  }
  for (const [index, item] of (Array.isArray(given) ? given : [given]).entries())
    give(readOrder(item, '', sha256), index + 1, reader)
}

function give(read: Result<Order> | null, line: number, reader: FileReader): void {
  if (read === null) return
  if (read.ok) reader.order(read.value)
  else reader.fault(line, read.problems)
}

const sha256 = (text: string): string => hash('sha256', text)

function headOf(file: string): string {
  const descriptor = openSync(file, 'r')
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    return head.toString('utf8', 0, readSync(descriptor, head, 0, HEAD_BYTES, 0)).replace(/^\uFEFF/, '')
  } finally {
    closeSync(descriptor)
  }
}

/** What divides the names in the first line most often, outside quotes. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const times = (delimiter: string) => line.split(delimiter).length
  return DELIMITERS.reduce((best, delimiter) => (times(delimiter) > times(best) ? delimiter : best), ',')
}

const isNodeError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error
const isCsvError = (error: unknown): error is CsvError & { lines?: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
