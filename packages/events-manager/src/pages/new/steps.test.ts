import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lintRequest } from '../test-events/payload/lint.js'
import { firstEventCommand, stepOf } from './steps.js'

const ID = '1832195656904796'

const CASES: [search: { [name: string]: string }, step: unknown][] = [
  [{}, { kind: 'name', at: 0 }],
  [{ path: 'pixel' }, { kind: 'name', at: 0 }],
  [{ dataset: '<script>' }, { kind: 'name', at: 0 }],
  [{ dataset: ID }, { kind: 'choose', at: 1, dataset_id: ID }],
  [
    { dataset: ID, path: 'pigeon' },
    { kind: 'choose', at: 1, dataset_id: ID },
  ],
  [
    { dataset: ID, path: 'pixel' },
    { kind: 'wait', at: 2, dataset_id: ID, path: 'pixel' },
  ],
]
for (const [search, step] of CASES)
  test(`stepOf ${JSON.stringify(search)}`, () => expect(stepOf(search)).toEqual(step))

test('firstEventCommand: a shell sends it with the token and an event of now', () => {
  // The shell itself reads it; what it would run prints what it was given.
  const command = firstEventCommand('https://t.shop.example', ID, 'tok_1').replace(/^curl/, "printf '%s\\n'")
  const lines = execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim().split('\n')
  expect(lines.slice(0, 3)).toEqual([
    `https://t.shop.example/v24.0/${ID}/events`,
    '-H',
    'Authorization: Bearer tok_1',
  ])
  const { data } = JSON.parse(lines.at(-1) ?? '')
  expect(data[0]).toMatchObject({ event_name: 'PageView', action_source: 'website' })
  expect(lintRequest(lines.at(-1) ?? '', Date.now())).toMatchObject({ kind: 'read', findings: [], events: 1 })
  expect(Math.abs(data[0].event_time * 1000 - Date.now())).toBeLessThan(60_000)
})
