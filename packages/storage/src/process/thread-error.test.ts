import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { threadError } from './thread-error.js'

const failing = (work: string) =>
  once(new Worker(`const Database = require('better-sqlite3'); ${work}`, { eval: true }), 'message').catch(
    (thrown: unknown) => threadError(thrown),
  )

const cases: [title: string, work: string, expected: object][] = [
  [
    'a file that cannot be opened',
    "new Database('/nowhere/at/all.db', { readonly: true })",
    { name: 'TypeError' },
  ],
  [
    'what SQLite throws',
    "new Database(':memory:').exec('nonsense')",
    { name: 'StoreUnavailable', message: 'the disk or a file on it gave SQLITE_ERROR' },
  ],
  ['what our code throws', "throw new RangeError('too far')", { name: 'RangeError', message: 'too far' }],
  ['what is no error', 'throw 7', { name: 'Error', message: 'A thread ended with number' }],
]
for (const [title, work, expected] of cases)
  test(`a thread's end says why: ${title}`, async () => {
    const error = await failing(work)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject(expected)
  })
