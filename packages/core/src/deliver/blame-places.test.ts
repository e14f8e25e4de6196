import { expect, test } from 'vitest'
import { blamedBy } from './blame-places.js'

const specs = (...blame_field_specs: unknown[]) => ({ blame_field_specs })
const cases: [title: string, error_data: unknown, places: number[] | null, field?: string][] = [
  ['numbers', specs(['data', 3, 'user_data', 'em']), [3]],
  ['texts', specs(['data', '3', 'user_data']), [3]],
  ['a path', specs(['data[3].user_data.em']), [3]],
  ['a path that is no list', specs('data[3][user_data]'), [3]],
  ['dots', specs('data.3.event_time'), [3]],
  ['ascending, each once', specs(['data', 7], ['data', 2], ['data', 7, 'event_name']), [2, 7]],
  ['JSON text', JSON.stringify(specs(['data', 0])), [0]],
  ['JSON text inside', { blame_field_specs: '[["data","4"]]' }, [4]],
  ['the last', specs(['data', 9]), [9]],
  ['no index', specs(['data']), null],
  ['a field of the events', specs(['data', 'user_data']), null],
  ['some with an index', specs(['data'], ['data', 1]), [1]],
  ['out of range makes all untrue', specs(['data', 1], ['data', 10]), null],
  ['negative', specs(['data', -1]), null],
  ['no whole number', specs(['data', 1.5]), null],
  ['a setting', specs(['partner_agent']), null, 'partner_agent'],
  ['a setting beside an event', specs(['test_event_code'], ['data', 1]), [1]],
  ['an unknown field', specs(['whatever', 1]), null],
  ['empty', specs(), null],
  ['empty paths', specs([], '', [null]), null],
  ['none', undefined, null],
  ['no JSON', '{"blame_field_specs', null],
  ['no list', { blame_field_specs: { data: 1 } }, null],
]
for (const [title, error_data, places, field = null] of cases)
  test(`blamedBy: ${title}`, () => expect(blamedBy(error_data, 10)).toEqual({ places, request_field: field }))
