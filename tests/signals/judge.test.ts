import { expect, test } from 'vitest'
import type { Diagnosed } from './diagnosing.js'
import { judge, outcomeTable } from './judge.js'

const found = (given: Partial<Diagnosed>): Diagnosed => ({
  code: 'hash_of_nothing',
  event_name: 'Purchase',
  channel: 'server',
  detail: 'ph',
  cause: '',
  ...given,
})
const PLANTED = {
  code: 'hash_of_nothing',
  expects: { event_name: 'Purchase', channel: 'server', mentions: /\bph\b/ },
  implies: ['low_match'],
} as const

type Case = [title: string, raised: Diagnosed[], missed: string[], falsely_raised: string[]]
const cases: Case[] = [
  ['found', [found({})], [], []],
  ['found by its cause', [found({ detail: '', cause: 'ph is the hash of empty text' })], [], []],
  ['nothing raised', [], ['hash_of_nothing'], []],
  ['another event', [found({ event_name: 'Lead' })], ['hash_of_nothing'], []],
  [
    'the other channel',
    [found({ channel: 'browser' })],
    ['hash_of_nothing'],
    ['hash_of_nothing Purchase browser'],
  ],
  ['another match key', [found({ detail: 'em' })], ['hash_of_nothing'], []],
  ['found among others', [found({ detail: 'em' }), found({})], [], []],
  ['a consequence', [found({}), found({ code: 'low_match' })], [], []],
  ['a false alarm', [found({}), found({ code: 'ipv6' })], [], ['ipv6 Purchase server']],
  [
    'one alarm twice',
    [found({}), found({ code: 'ipv6' }), found({ code: 'ipv6', detail: '' })],
    [],
    ['ipv6 Purchase server'],
  ],
]
for (const [title, raised, missed, falsely_raised] of cases)
  test(`judge: ${title}`, () =>
    expect(judge('a shop', [PLANTED], raised)).toEqual({
      shop: 'a shop',
      planted: 1,
      found: 1 - missed.length,
      missed,
      falsely_raised,
    }))

test('judge: whatever is found on a healthy shop is raised falsely', () =>
  expect(judge('healthy', [], [found({ event_name: null, channel: null })]).falsely_raised).toEqual([
    'hash_of_nothing',
  ]))

test('outcomeTable: a line a shop, and the sums', () => {
  const outcomes = [judge('one', [PLANTED], []), judge('two', [], [found({})])]
  expect(outcomeTable(outcomes).split('\n')).toEqual([
    'shop  planted  found  missed           falsely raised',
    'one   1        0      hash_of_nothing  -',
    'two   0        0      -                hash_of_nothing Purchase server',
    'all   1        0      1                1',
  ])
})
