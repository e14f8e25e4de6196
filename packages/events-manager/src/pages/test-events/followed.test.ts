import { expect, test } from 'vitest'
import { type FollowedAction, follow, heldCount, NOTHING_FOLLOWED, shownRows } from './followed.js'
import { aRow } from './row.fixture.js'

const told = (id: string, received_at_ms: number, more = {}): FollowedAction => ({
  kind: 'told',
  told: [{ kind: 'row', row: aRow({ id, received_at_ms, ...more }) }],
})
const after = (...actions: FollowedAction[]) => actions.reduce(follow, NOTHING_FOLLOWED)
const idsOf = (...actions: FollowedAction[]) => shownRows(after(...actions)).map(({ id }) => id)

const CASES: [title: string, actions: FollowedAction[], ids: string[]][] = [
  ['newest first', [told('a', 1), told('b', 2)], ['b', 'a']],
  ['an older one that comes later', [told('b', 2), told('a', 1)], ['b', 'a']],
  ['one that comes again keeps its place', [told('a', 1), told('b', 2), told('a', 1)], ['b', 'a']],
  ['paused', [told('a', 1), { kind: 'pause' }, told('b', 2)], ['a']],
  ['gone on', [told('a', 1), { kind: 'pause' }, told('b', 2), { kind: 'resume' }], ['b', 'a']],
  ['cleared, and told once more', [told('a', 1), { kind: 'clear' }, told('a', 1), told('b', 2)], ['b']],
]
test.each(CASES)('%s', (_title, actions, ids) => expect(idsOf(...actions)).toEqual(ids))

test('a verdict replaces what was told before', () => {
  const rows = shownRows(after(told('a', 1, { status: 'received' }), told('a', 1, { status: 'counted' })))
  expect(rows.map(({ status }) => status)).toEqual(['counted'])
})

test('what came while it was paused is counted', () =>
  expect(heldCount(after(told('a', 1), { kind: 'pause' }, told('b', 2), told('c', 3)))).toBe(2))
