import { expect, test } from 'vitest'
import type { EventRule } from './event-rule.js'
import { meetsEventRule, type Reported } from './reported-rule.js'

const PAGE = 'https://shop.example/thanks?order=7'
const cases: [title: string, rule: Omit<EventRule, 'event_name'>, reported: Reported, want: boolean][] = [
  ['a page', { on: 'page', url: PAGE }, { event_source_url: PAGE, custom_data: {} }, true],
  ['a page without an address', { on: 'page', url: '/' }, { custom_data: {} }, false],
  ['a button', { on: 'click', text: 'send' }, { custom_data: { buttonText: 'Send' } }, true],
  ['another button', { on: 'click', text: 'send' }, { custom_data: { buttonText: 'Back' } }, false],
  [
    'digits, which are masked',
    { on: 'click', text: 'Buy 2' },
    { custom_data: { buttonText: 'Buy 0' } },
    true,
  ],
  [
    'an address, which is masked',
    { on: 'click', text: 'Mail jo@shop.example' },
    { custom_data: { buttonText: 'Mail @' } },
    true,
  ],
  ['a text that is none', { on: 'click', text: '1' }, { custom_data: { buttonText: 1 } }, false],
  ['no text', { on: 'click', text: 'send' }, { custom_data: {} }, false],
  [
    'a button on a page',
    { on: 'click', text: 'send', url: '/thanks', match: 'contains' },
    { event_source_url: PAGE, custom_data: { buttonText: 'Send it' } },
    true,
  ],
]
for (const [title, rule, reported, want] of cases)
  test(`meetsEventRule: ${title}`, () =>
    expect(meetsEventRule(reported, { event_name: 'X', ...rule })).toBe(want))
