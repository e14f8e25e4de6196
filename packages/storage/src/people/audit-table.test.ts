import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { AUDIT_AGE_MS_MAX, AuditTable } from './audit-table.js'
import { PEOPLE_MIGRATION } from './schema.js'

function opened(limits?: { rows: number; refused: number }) {
  const db = new Database(':memory:')
  onTestFinished(() => void db.close())
  db.exec(PEOPLE_MIGRATION)
  const now = { ms: 1_763_900_000_000 }
  return { log: new AuditTable(db, () => now.ms, limits), now }
}

test('the audit log: newest first, by dataset, page by page, and bounded in rows and days', () => {
  const { log, now } = opened({ rows: 10, refused: 3 })
  const what = () => log.list({ limit: 100 }).map((entry) => entry.what)
  for (let count = 0; count < 5; count += 1) log.write('unknown', 'sign_in.refused', null, {})
  expect(what()).toHaveLength(3)
  log.write('cli', 'dataset.changed', '1', { fields: ['a'] })
  for (let count = 0; count < 5; count += 1) log.write('unknown', 'sign_in.refused', null, {})
  expect(what().filter((code) => code === 'dataset.changed')).toHaveLength(1)
  expect(log.list({ limit: 5, dataset_id: '1' })).toMatchObject([{ who: 'cli', detail: { fields: ['a'] } }])
  for (let count = 0; count < 20; count += 1) log.write('cli', 'token.created', null, { count })
  const counts = log.list({ limit: 100 }).map(({ detail }) => detail.count)
  expect(counts).toEqual(Array.from({ length: 10 }, (_, index) => 19 - index))
  const [newest, next] = log.list({ limit: 2 })
  expect(log.list({ limit: 1, after: newest?.id ?? 0 })).toEqual([next])
  now.ms += AUDIT_AGE_MS_MAX + 1
  log.write('cli', 'aem.changed', null, { much: 'x'.repeat(5_000) })
  expect(log.list({ limit: 100 })).toMatchObject([{ what: 'aem.changed', detail: { left_out: true } }])
})

const MINUTE = 60_000
/** One test event was sent by ada to dataset 1; then this. */
const sent: [title: string, later_ms: number, who: string, dataset_id: string, entries: number][] = [
  ['again within the hour', 59 * MINUTE, 'ada', '1', 1],
  ['again after it', 60 * MINUTE, 'ada', '1', 2],
  ['by another', MINUTE, 'bob', '1', 2],
  ['to another dataset', MINUTE, 'ada', '2', 2],
]
for (const [title, later_ms, who, dataset_id, entries] of sent)
  test(`the audit log: a test event is written once an hour: ${title}`, () => {
    const { log, now } = opened()
    log.write('ada', 'test_event.sent', '1', {})
    now.ms += later_ms
    log.write(who, 'test_event.sent', dataset_id, {})
    expect(log.list({ limit: 10 })).toHaveLength(entries)
  })

test('the audit log: a script that sends test events pushes nothing out, and other changes are each written', () => {
  const { log, now } = opened({ rows: 10, refused: 3 })
  for (let count = 0; count < 3; count += 1) log.write('ada', 'dataset.changed', '1', { count })
  for (let count = 0; count < 100; count += 1) {
    now.ms += 1_000
    log.write('token:1', 'test_event.sent', '1', {})
  }
  const what = log.list({ limit: 100 }).map((entry) => entry.what)
  expect(what).toEqual(['test_event.sent', 'dataset.changed', 'dataset.changed', 'dataset.changed'])
})
