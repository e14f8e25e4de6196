import { expect, test } from 'vitest'
import { faultsInSlots, parseSlots } from './aem-slots.js'

const events = (count: number) => Array.from({ length: count }, (_, n) => ({ event_name: `Event${n}` }))
const set = (ranges: unknown, currency: unknown = 'USD') => ({
  event_name: 'Purchase',
  value_set: { currency, ranges },
})
const domain = (slots: unknown, name: unknown = 'shop.example') => [{ domain: name, slots }]

type Case = [title: string, given: unknown, wrong: RegExp | null]
/** @source reference 10.1: eight events a domain; 10.2: a value set takes four to eight slots */
const cases: Case[] = [
  ['no list', {}, /a JSON list/],
  ['no domain', [], null],
  ['eight slots', domain(events(8)), null],
  ['nine', domain(events(9)), /at most 8 slots.*these take 9 in domain 1/],
  ['a value set beside four', domain([set([0, 1, 2, 3]), ...events(4)]), null],
  ['a value set beside five', domain([set([0, 1, 2, 3]), ...events(5)]), /these take 9/],
  ['eight ranges', domain([set([0, 1, 2, 3, 4, 5, 6, 7])]), null],
  ['three ranges', domain([set([0, 1, 2])]), /4 to 8 ranges/],
  ['ranges that do not begin at 0', domain([set([1, 2, 3, 4])]), /0 first/],
  ['ranges that do not ascend', domain([set([0, 2, 2, 3])]), /ascending/],
  ['ranges that are no numbers', domain([set([0, '1', 2, 3])]), /ascending/],
  ['a currency that is none', domain([set([0, 1, 2, 3], 'usd')]), /three capital letters/],
  ['an event twice', domain([...events(1), ...events(1)]), /each event_name once.* in slot 2 in domain 1/],
  ['a domain twice', [...domain(events(1)), ...domain(events(1))], /each domain once.* in domain 2/],
  ['a host', domain(events(1), 'www.shop.example'), /a registrable domain/],
  ['under a public suffix', domain(events(1), 'shop.co.uk'), null],
  ['a public suffix', domain(events(1), 'co.uk'), /a registrable domain/],
  ['capitals', domain(events(1), 'Shop.example'), /in lower case/],
  ['an address', domain(events(1), '203.0.113.7'), /a registrable domain/],
  ['no name', domain([{ event_name: ' ' }]), /an event_name/],
  ['another key', domain([{ event_name: 'Lead', priority: 1 }]), /nothing else, in slot 1 in domain 1/],
  ['no slots', domain(undefined), /slots as a list/],
]
for (const [title, given, wrong] of cases)
  test(`parseSlots: ${title}`, () => {
    const parsed = parseSlots(JSON.stringify(given))
    if (wrong === null) expect(parsed).toEqual(given)
    else expect(parsed).toMatch(wrong)
  })

test('parseSlots: an empty text is an empty list, and what is no JSON is refused', () => {
  expect(parseSlots('')).toEqual([])
  expect(parseSlots('[')).toMatch(/a JSON list/)
})

/** All of it at once, each by its path: a page marks the fields. */
test('faultsInSlots names every fault', () => {
  const faults = faultsInSlots([
    { domain: 'www.shop.example', slots: [{ event_name: '' }, { event_name: 'Lead', priority: 1 }] },
    { domain: 'shop.example', slots: [set([1, 2, 3, 4], 'usd')] },
    { domain: 'shop.example', slots: events(9) },
    null,
  ])
  expect(faults.map(({ at }) => at)).toEqual([
    '0.domain',
    '0.slots.0.event_name',
    '0.slots.1',
    '1.slots.0.value_set.currency',
    '1.slots.0.value_set.ranges',
    '2.slots',
    '3',
  ])
  expect(faultsInSlots(domain(events(8)))).toEqual([])
})
