import { hash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { answerParent } from '../child.js'
import { BATCH_EVENTS, batchTemplate, fillBatch } from '../load/conversions.js'

/**
 * The bare loop of acknowledging: parse a batch, hash what must be hashed, write it again, append it to a synced SQLite
 * journal. No HTTP, no rules, one thread.
 */
answerParent(({ directory, events }) => {
  const db = new Database(join(directory, 'bare.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('wal_autocheckpoint = 4000')
  db.exec(
    'CREATE TABLE rows (position INTEGER PRIMARY KEY, received_at_ms INTEGER NOT NULL, lines BLOB NOT NULL)',
  )
  const insert = db.prepare('INSERT INTO rows (received_at_ms, lines) VALUES (?, ?)')
  const template = batchTemplate(BATCH_EVENTS)
  const started_ms = performance.now()
  for (let n = 0; n < events / BATCH_EVENTS; n += 1) {
    const { data } = JSON.parse(fillBatch(template, n, BATCH_EVENTS).toString())
    const lines = data.map((event) => {
      event.user_data.external_id = event.user_data.external_id.map((id) => hash('sha256', id))
      return JSON.stringify(event)
    })
    insert.run(Date.now(), Buffer.from(`[${lines.join(',\n')}]`))
  }
  const rate = (events / (performance.now() - started_ms)) * 1000
  db.close()
  return rate
})
