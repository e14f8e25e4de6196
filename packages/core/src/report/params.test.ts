import { expect, test } from 'vitest'
import type { Json } from '../event.js'
import { isUsableParam, PARAMS } from './params.js'

/** @source reference 4.2 */
const params: [name: string, usable: Json[], not: Json[]][] = [
  ['value', [9.5, 0, -1], ['9.5', 'x', null]],
  ['currency', ['USD', 'eur', ' EUR '], ['EURO', '$', '', 5]],
  ['content_ids', [['a', 1], 'a', 7, '["a"]'], [[], '', [{}], '[]', [null]]],
  [
    'contents',
    [[{ id: 'a' }], '[{"id":1}]'],
    [[], [{ name: 'a' }], [{ id: 'a' }, {}], '[{', 'a', { id: 'a' }],
  ],
  ['content_type', ['product'], ['', ' ', {}]],
  ['num_items', [2, '2'], ['two', [], '']],
  ['order_id', ['1001', 1001], ['', null]],
  ['status', [true, false, 'done'], [null, {}]],
  ['delivery_category', ['in_store', 'CURBSIDE'], ['by_air']],
  ['own', [], [1, 'a']],
  ['constructor', [], [1, 'a']],
]
for (const [name, usable, not] of params)
  test(`params: ${name} is usable, or not`, () => {
    expect(usable.map((given) => isUsableParam(name, given))).toEqual(usable.map(() => true))
    expect(not.map((given) => isUsableParam(name, given))).toEqual(not.map(() => false))
  })

test('params: every documented one has a bit in one number', () => expect(PARAMS.length).toBeLessThan(31))
