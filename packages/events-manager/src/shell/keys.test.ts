import { expect, test } from 'vitest'
import { type Pressed, readKey } from './keys.js'
import { HOME_KEY, PAGES } from './pages.js'

function press(keys: readonly (readonly [key: string, at_ms: number])[]) {
  let pressed: Pressed = null
  return keys.map(([key, at_ms]) => {
    const read = readKey(pressed, key, at_ms)
    pressed = read.pressed
    return read.act
  })
}

for (const { page, key } of PAGES)
  test(`g ${key} goes to ${page}`, () =>
    expect(
      press([
        ['g', 0],
        [key, 300],
      ]),
    ).toEqual([null, { kind: 'page', page }]))

const CASES: [what: string, keys: [string, number][], acts: unknown[]][] = [
  [
    'g h goes home',
    [
      ['g', 0],
      ['h', 9],
    ],
    [null, { kind: 'home' }],
  ],
  [
    'too late after g',
    [
      ['g', 0],
      ['o', 1_501],
    ],
    [null, null],
  ],
  [
    'g g o still goes',
    [
      ['g', 0],
      ['g', 500],
      ['o', 900],
    ],
    [null, null, { kind: 'page', page: 'overview' }],
  ],
  ['a letter alone', [['o', 0]], [null]],
  [
    '/ and ?',
    [
      ['/', 0],
      ['?', 1],
    ],
    [{ kind: 'search' }, { kind: 'help' }],
  ],
]
for (const [what, keys, acts] of CASES) test(what, () => expect(press(keys)).toEqual(acts))

test('no two pages share a key, and none has one that means something else', () => {
  const keys = [...PAGES.map(({ key }) => key), HOME_KEY, 'g', '/', '?']
  expect(new Set(keys).size).toBe(keys.length)
})
