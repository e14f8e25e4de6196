import { hash } from 'node:crypto'

/** 48 bits: as many as a number in JavaScript and a column of SQLite hold exactly, in whole hex digits. */
const CHARS = 12

/** A text as a number of 48 bits: two texts hardly ever have the same. */
export const digestNumber = (text: string): number =>
  Number.parseInt(hash('sha256', text).slice(0, CHARS), 16)
