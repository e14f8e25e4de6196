import { hash } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { openJournalReader } from '@countersign/storage'
import Database from 'better-sqlite3'
import { answerParent } from '../child.js'
import { openFold } from '../store/open-fold.js'

const READ_BYTES_MAX = 4 * 2 ** 20
const TRANSACTION_EVENTS = 10_000

/**
 * The bare loop of the fold's inserts: parse the journal's rows, hash each event's key, look it up, insert one claim
 * and one sighting into the fold's own tables with their indexes. No rule, no books.
 */
answerParent(({ directory }) => {
  const db = emptyFacts(directory)
  const held = db.prepare('SELECT * FROM claims WHERE key = ?')
  const claim = db.prepare('INSERT INTO claims VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL)')
  const sighting = db.prepare(
    'INSERT INTO sightings VALUES (?, ?, ?, 2, 1, 1, NULL, NULL, 1, 2, NULL, ?, ?, NULL)',
  )
  let seq = 0
  const take = (line, received_at_ms) => {
    seq += 1
    const { event } = line
    const key = number(hash('sha256', `a${line.dataset_id}:${event.event_name}:${event.event_id}`, 'binary'))
    if (held.get(key) === undefined) claim.run(key, seq, seq, received_at_ms, seq)
    const { value, currency } = event.custom_data
    sighting.run(seq, Number(line.dataset_id), received_at_ms, String(value), currency)
  }

  const journal = openJournalReader(join(directory, 'journal'))
  const started_ms = performance.now()
  let waiting = []
  const write = () => {
    db.transaction(() => {
      for (const { row, lines } of waiting) for (const line of lines) take(line, row.received_at_ms)
    })()
    waiting = []
  }
  let rows = journal.read(1, READ_BYTES_MAX)
  let pending = 0
  while (rows.length > 0) {
    for (const row of rows) {
      const lines = JSON.parse(Buffer.from(row.lines).toString())
      waiting.push({ row, lines })
      pending += lines.length
      if (pending < TRANSACTION_EVENTS) continue
      write()
      pending = 0
    }
    rows = journal.read(rows.at(-1).position + 1, READ_BYTES_MAX)
  }
  write()
  const rate = (seq / (performance.now() - started_ms)) * 1000
  journal.close()
  db.close()
  return rate
})

/** The fold's own tables, set as the fold sets them, empty. */
function emptyFacts(directory) {
  const { paths, close } = openFold(directory)
  close()
  const path = join(directory, 'bare-facts.db')
  copyFileSync(paths.facts, path)
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('cache_size = -32768')
  db.pragma('wal_autocheckpoint = 8000')
  return db
}

/** 48 bits of a digest that is given as a character a byte. */
function number(digest) {
  let bits = 0
  for (let i = 0; i < 6; i += 1) bits = bits * 256 + digest.charCodeAt(i)
  return bits
}
