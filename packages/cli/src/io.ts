import { readSince, SINCE_FORMS } from '@countersign/core'

/** What a command says, and how it ends: 0 done, 1 could not, 2 what you gave is wrong. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
  constructor(
    message: string,
    readonly exit_code: 1 | 2,
  ) {
    super(message)
  }
}

export const couldNot = (message: string): CommandFailed => new CommandFailed(message, 1)
export const wrongInput = (message: string): CommandFailed => new CommandFailed(message, 2)

/** @param faults  what the configuration found: a line each, which begins with the field's name */
export const wrongFields = (faults: string): CommandFailed =>
  wrongInput(`${faults.replace(/\.$/, '').replaceAll('\n', '.\n')}.`)

/** One line on standard output. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

/** A remark to the person at the terminal, never on standard output. */
export const remark = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

/** Rows as aligned columns, for people; the first row is the heading. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

export function printTable(rows: readonly (readonly string[])[]): void {
  for (const line of tableLines(rows)) print(line)
}

/** What came in an event is hostile text in a terminal too: what controls it, or turns the direction of text, is not obeyed. */
export const printable = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/gu, '?')

const CELL_CHARS_MAX = 60
/** The same for a cell of a table: short, and `-` where there is none. */
export const printableCell = (text: string | null): string =>
  text === null ? '-' : printable(text.slice(0, CELL_CHARS_MAX))

/** A time that an option gives, in ms. */
export function parseSince(text: string, now_ms: number): number {
  const since_ms = readSince(text, now_ms)
  if (since_ms === null) throw wrongInput(`--since ${text}: give ${SINCE_FORMS}`)
  return since_ms
}
