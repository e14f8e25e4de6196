import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  adviceOn,
  boundsIn,
  byFunnel,
  changesOf,
  type DomainSlots,
  type Edit,
  edited,
  faultInValueSet,
  faultsIn,
  moved,
  placesOf,
  rangesOf,
} from './slots.js'

const FUNNEL = ['ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase']
const VALUES = { currency: 'USD', ranges: [0, 20, 50, 100] }
const slots = (...names: string[]) => names.map((event_name) => ({ event_name }))
const order = (...names: string[]): DomainSlots[] => [{ domain: 'shop.example', slots: slots(...names) }]
const names = (domains: readonly DomainSlots[]) => domains[0]?.slots.map(({ event_name }) => event_name)

for (const [from, to, wanted] of [
  [0, 1, 'bac'],
  [2, 0, 'cab'],
  [1, -1, 'bac'],
  [0, 9, 'bca'],
  [5, 0, 'abc'],
] as const)
  test(`moved ${from} to ${to}: ${wanted}`, () => expect(moved([...'abc'], from, to).join('')).toBe(wanted))

test('moving loses and doubles nothing', () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.nat(9), fc.nat(9), (list, from, to) => {
      expect(moved(list, from, to).toSorted()).toEqual(list.toSorted())
    }),
  ))

for (const [edit, wanted] of [
  [{ kind: 'move', domain: 'shop.example', from: 1, to: 0 }, ['Lead', 'Purchase']],
  [{ kind: 'add_event', domain: 'shop.example', event_name: 'Search' }, ['Purchase', 'Lead', 'Search']],
  [{ kind: 'add_event', domain: 'shop.example', event_name: 'Lead' }, ['Purchase', 'Lead']],
  [{ kind: 'remove_event', domain: 'shop.example', event_name: 'Purchase' }, ['Lead']],
  [{ kind: 'move', domain: 'other.example', from: 1, to: 0 }, ['Purchase', 'Lead']],
  [{ kind: 'add_domain', domain: 'shop.example' }, ['Purchase', 'Lead']],
  [{ kind: 'remove_domain', domain: 'shop.example' }, undefined],
] as [Edit, string[] | undefined][])
  test(`edit ${JSON.stringify(edit)}`, () =>
    expect(names(edited(order('Purchase', 'Lead'), edit))).toEqual(wanted))

test('a value set is given and taken away', () => {
  const about = { kind: 'value_set', domain: 'shop.example', event_name: 'Purchase' } as const
  const given = edited(order('Purchase'), { ...about, value_set: VALUES })
  expect(given[0]?.slots).toEqual([{ event_name: 'Purchase', value_set: VALUES }])
  expect(edited(given, { ...about, value_set: null })).toEqual(order('Purchase'))
})

test('a value set takes a slot for each range, the highest range first', () => {
  expect(placesOf([{ event_name: 'Purchase', value_set: VALUES }, { event_name: 'Lead' }])).toEqual([
    { from: 1, to: 4 },
    { from: 5, to: 5 },
  ])
  expect(rangesOf(VALUES)).toEqual([
    { from: 100, until: null },
    { from: 50, until: 100 },
    { from: 20, until: 50 },
    { from: 0, until: 20 },
  ])
})

for (const [before, after, wanted] of [
  [order('A', 'B'), order('A', 'B'), []],
  [order('A', 'B'), order('B', 'A'), ['moved B 2>1', 'moved A 1>2']],
  [order('A', 'B'), order('B'), ['removed A']],
  [order('A'), order('A', 'B'), ['added B']],
  [[], order('A'), ['domain_added', 'added A']],
  [order('A'), [], ['domain_removed']],
] as const)
  test(`changes: ${JSON.stringify(wanted)}`, () => {
    const told = changesOf(before, after).map((change) =>
      [
        change.kind,
        ...('event_name' in change ? [change.event_name] : []),
        ...('from' in change ? [`${change.from}>${change.to}`] : []),
      ].join(' '),
    )
    expect(told).toEqual(wanted)
  })

for (const [value_set, wanted] of [
  [VALUES, null],
  [{ ...VALUES, currency: 'usd' }, 'currency'],
  [{ ...VALUES, ranges: [0, 1, 2] }, 'too_few_ranges'],
  [{ ...VALUES, ranges: [0, 1, 2, 3, 4, 5, 6, 7, 8] }, 'too_many_ranges'],
  [{ ...VALUES, ranges: [1, 2, 3, 4] }, 'ranges_not_ascending'],
  [{ ...VALUES, ranges: [0, 2, 2, 4] }, 'ranges_not_ascending'],
] as const)
  test(`a value set ${JSON.stringify(value_set)}: ${wanted}`, () =>
    expect(faultInValueSet(value_set)).toBe(wanted))

test('nine slots are one too many', () => {
  const full = [
    { domain: 'shop.example', slots: [{ event_name: 'A', value_set: VALUES }, ...slots('B', 'C', 'D', 'E')] },
  ]
  expect(faultsIn(full)).toEqual([])
  const [first] = full
  if (first) first.slots.push({ event_name: 'F' })
  expect(faultsIn(full)).toEqual([{ kind: 'too_many', domain: 'shop.example', taken: 9 }])
})

for (const [text, wanted] of [
  ['0, 20, 50, 100', [0, 20, 50, 100]],
  ['0;20 50', [0, 20, 50]],
  ['0, twenty', null],
  ['', []],
] as const)
  test(`bounds in “${text}”`, () => expect(boundsIn(text)).toEqual(wanted))

test('a later step of the funnel ranks above those before it', () => {
  expect(adviceOn(slots('Purchase', 'AddToCart', 'Search'), FUNNEL)).toEqual([])
  expect(adviceOn(slots('AddToCart', 'Search', 'Purchase'), FUNNEL)).toEqual([
    { event_name: 'Purchase', above: 'AddToCart' },
  ])
  const better = byFunnel(slots('AddToCart', 'Search', 'Purchase'), FUNNEL)
  expect(better.map(({ event_name }) => event_name)).toEqual(['Purchase', 'Search', 'AddToCart'])
  expect(adviceOn(better, FUNNEL)).toEqual([])
})
