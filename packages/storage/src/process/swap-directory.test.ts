import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { dataPaths } from './data-directory.js'
import { finishSwap, namesBeside, placeOf, swapDirectory } from './swap-directory.js'

const NOW_MS = Date.UTC(2026, 10, 25, 9, 30)

const directoryWith = (path: string, text: string) => {
  mkdirSync(path)
  writeFileSync(join(path, 'what'), text)
}
const whatIsIn = (path: string) => readFileSync(join(path, 'what'), 'utf8')

/** An old directory in its place, and a new one that is filled beside it. */
function prepared() {
  const parent = temporaryDirectory()
  const place = join(parent, 'data')
  directoryWith(place, 'old')
  directoryWith(namesBeside(place).unfinished, 'new')
  return { parent, place, ...namesBeside(place) }
}

test('the new one takes the place, and the old one is kept under a name with the date', () => {
  const { parent, place } = prepared()
  const kept = swapDirectory(place, NOW_MS)
  expect(kept).toBe(`${place}.before-restore-2026-11-25T09-30-00-000Z`)
  expect([whatIsIn(place), whatIsIn(kept)]).toEqual(['new', 'old'])
  expect(readdirSync(parent)).toHaveLength(2)
})

const crashes: [title: string, crash: (at: ReturnType<typeof prepared>) => void, then: 'old' | 'new'][] = [
  ['before anything', () => {}, 'old'],
  ['whole, and not in place', ({ unfinished, whole }) => renameSync(unfinished, whole), 'old'],
  [
    'the place is empty',
    ({ place, unfinished, whole }) => {
      renameSync(unfinished, whole)
      renameSync(place, `${place}.before`)
    },
    'new',
  ],
]
for (const [title, crash, then] of crashes)
  test(`a crash: ${title}: whoever opens the directory next finds the ${then} one`, () => {
    const at = prepared()
    crash(at)
    dataPaths(at.place)
    expect(whatIsIn(at.place)).toBe(then)
  })

test('where nothing was begun, nothing is finished', () => {
  const place = join(temporaryDirectory(), 'data')
  finishSwap(place)
  expect(existsSync(place)).toBe(false)
})

test('what a link names is swapped, and the link stays; a crash is finished through it, too', () => {
  const { parent, place, unfinished, whole } = prepared()
  const link = join(parent, 'link')
  symlinkSync('data', link)
  expect(placeOf(link)).toBe(place)
  renameSync(unfinished, whole)
  renameSync(place, `${place}.before`)
  finishSwap(link)
  expect(whatIsIn(link)).toBe('new')
})

test('where a name is taken, the old one stays in its place', () => {
  const { place, whole } = prepared()
  directoryWith(whole, 'in the way')
  expect(() => swapDirectory(place, NOW_MS)).toThrow('ENOTEMPTY')
  expect(whatIsIn(place)).toBe('old')
})
