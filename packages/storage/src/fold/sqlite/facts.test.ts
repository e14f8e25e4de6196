import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../../temporary.fixture.js'
import { factsStoreContract } from '../contract.js'
import { sqliteHeld } from '../facts.fixture.js'
import { StoreUnavailable } from '../port.js'

const opened = (path = join(temporaryDirectory(), 'facts.db')) => {
  const held = sqliteHeld(path)
  onTestFinished(() => held.store.close())
  return { ...held, path }
}
factsStoreContract('sqlite', () => opened())

test('a file that cannot be written is a store that is unavailable, and the step can be taken again', () => {
  const { store, path, rows } = opened()
  const other = new Database(path)
  other.exec("CREATE TRIGGER full BEFORE UPDATE ON state BEGIN SELECT raise(ABORT, 'no room'); END")
  const step = () => store.step(0, () => 1)
  expect(step).toThrow(new StoreUnavailable('no room'))
  other.exec('DROP TRIGGER full')
  other.close()
  expect([step(), store.cursor(), rows()]).toEqual(['taken', 1, []])
})

test('regression: a name that a failed step took back gets a number again', () => {
  const { store } = opened()
  expect(() =>
    store.step(0, (facts) => {
      facts.nameId('100000000000001', 'Purchase')
      throw new Error('the power went')
    }),
  ).toThrow()
  store.step(0, (facts) => {
    facts.count(
      {
        dataset_id: '100000000000001',
        hour: 1,
        segment: 1,
        name_id: facts.nameId('100000000000001', 'Purchase'),
        channel: 'browser',
        state: 'counted',
        code: '',
      },
      1,
      '',
    )
    return 1
  })
  store.close()
})

test('reopened, it is where it was', () => {
  const { store, path } = opened()
  store.step(0, (facts) => {
    facts.setClaim('k', { latest: { seq: 1, received_at_ms: 2, event_seq: 3 } })
    return 5
  })
  store.close()
  const again = opened(path).store
  expect(again.cursor()).toBe(5)
  again.step(5, (facts) => {
    expect(facts.claim('k')).toEqual({ latest: { seq: 1, received_at_ms: 2, event_seq: 3 } })
    return 6
  })
})
