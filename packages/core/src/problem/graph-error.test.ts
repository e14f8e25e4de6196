import { expect, test } from 'vitest'
import { graphError } from './graph-error.js'
import type { Problem } from './problem.js'

test("graphError: Meta's envelope", () => {
  const problem: Problem = { code: 'event_time_too_old', at: 'data[3].event_time', seen: 'is 9.0 days old' }
  expect(graphError([problem], 'AbC9')).toEqual({
    http: 400,
    body: {
      error: {
        message: '(#100) Invalid parameter',
        type: 'OAuthException',
        code: 100,
        error_subcode: 2804003,
        is_transient: false,
        error_user_title: 'Event timestamp too old',
        error_user_msg:
          'data[3].event_time is 9.0 days old. Send within 7 days of the event; physical_store within 62.',
        error_data: { blame_field_specs: [['data', '3', 'event_time']] },
        fbtrace_id: 'AbC9',
      },
    },
  })
})

const firsts: [
  code: Problem['code'],
  seen: string | undefined,
  http: number,
  error: Record<string, unknown>,
][] = [
  [
    'token_missing',
    undefined,
    400,
    { code: 104, message: 'An access token is required to request this resource.' },
  ],
  ['token_invalid', undefined, 401, { code: 190, type: 'OAuthException' }],
  ['path_unknown', 'x/y', 400, { code: 2500, message: 'Unknown path components: /x/y' }],
  ['data_missing', undefined, 400, { code: 100, message: '(#100) The parameter data is required' }],
  ['permission_missing', undefined, 400, { code: 100, message: '(#100) Missing Permission' }],
  ['body_too_large', undefined, 413, { code: 100, is_transient: false }],
  ['store_unavailable', undefined, 503, { code: 2, is_transient: true }],
  ['over_capacity', undefined, 503, { code: 4, is_transient: true }],
]
for (const [code, seen, http, error] of firsts)
  test(`graphError: ${code}`, () => {
    const answer = graphError([seen === undefined ? { code, at: '' } : { code, at: '', seen }], 'A')
    expect(answer.http).toBe(http)
    expect(answer.body.error).toMatchObject(error)
    expect(answer.body.error).not.toHaveProperty('error_subcode')
    expect(answer.body.error).not.toHaveProperty('error_data')
  })

test('graphError: an unknown dataset is a GraphMethodException that names the id, `$&` and all', () => {
  const { error } = graphError([{ code: 'dataset_unknown', at: 'id', seen: '12$&' }], 'A').body
  expect(error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' })
  expect(error.message).toContain("Object with ID '12$&' does not exist")
})

test('graphError: names 20 places in words and blames all, each kind with its advice once', () => {
  const problems: Problem[] = Array.from({ length: 25 }, (_, place) => ({
    code: place % 2 === 0 ? 'event_name_missing' : 'event_time_missing',
    at: `data[${place}].${place % 2 === 0 ? 'event_name' : 'event_time'}`,
  }))
  const { error } = graphError(problems, 'A').body
  expect(error.error_data?.blame_field_specs).toHaveLength(25)
  expect(error.error_user_msg.match(/data\[/g)).toHaveLength(20)
  expect(error.error_user_msg.match(/Send event_name/g)).toHaveLength(1)
  expect(error.error_user_msg).toContain('And 5 more')
  expect(error.error_user_title).toBe('Event name missing')
})
