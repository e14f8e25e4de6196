import { expect, test } from 'vitest'
import { type EventRule, ruleApplies } from './event-rule.js'

const URL = 'https://shop.example/cart?a=1'
const cases: [title: string, rule: Omit<EventRule, 'event_name'>, text: string | undefined, want: boolean][] =
  [
    ['a text', { on: 'click', text: 'Add to cart' }, 'Add to cart', true],
    ['in any case, its white space folded', { on: 'click', text: ' ADD  to cart' }, 'add to  Cart', true],
    ['another text', { on: 'click', text: 'Add to cart' }, 'Add to cart now', false],
    ['part of a text', { on: 'click', text: 'cart', match: 'contains' }, 'Add to cart now', true],
    ['a text on an address', { on: 'click', text: 'Add', url: URL }, 'add', true],
    ['a text on another address', { on: 'click', text: 'Add', url: 'https://shop.example/' }, 'add', false],
    ['parts of both', { on: 'click', text: 'dd', url: '/cart', match: 'contains' }, 'add', true],
    ['an address', { on: 'page', url: URL }, undefined, true],
    ['part of an address', { on: 'page', url: '/cart', match: 'contains' }, undefined, true],
    ['an address has cases', { on: 'page', url: '/CART', match: 'contains' }, undefined, false],
    ['an address is no click', { on: 'page', url: URL }, 'add', false],
    ['a click is no address', { on: 'click', text: 'add' }, undefined, false],
  ]
for (const [title, rule, text, want] of cases)
  test(`ruleApplies: ${title}`, () => expect(ruleApplies(rule, URL, text)).toBe(want))
