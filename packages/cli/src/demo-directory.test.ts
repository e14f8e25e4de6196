import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { demoDirectory } from './demo-directory.js'

function place(): string {
  const made = mkdtempSync(join(tmpdir(), 'countersign-place-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('without one to keep it is a new one, which is thrown away', () => {
  const { directory, remove } = demoDirectory(undefined, place())
  expect(existsSync(directory)).toBe(true)
  writeFileSync(join(directory, 'a'), 'something')
  remove()
  expect(existsSync(directory)).toBe(false)
})

test('one that is to be kept stays; it may be there, and empty', () => {
  const kept = place()
  const { directory, remove } = demoDirectory(kept, '/nowhere')
  expect(directory).toBe(kept)
  remove()
  expect(existsSync(kept)).toBe(true)
})

test('one that holds something is refused, and left as it is', () => {
  const kept = place()
  writeFileSync(join(kept, 'a'), 'something')
  expect(() => demoDirectory(kept, '/nowhere')).toThrow('there is something in it already')
  expect(existsSync(join(kept, 'a'))).toBe(true)
})

test('a file is none', () => {
  const file = join(place(), 'a')
  writeFileSync(file, 'something')
  expect(() => demoDirectory(file, '/nowhere')).toThrow('is no directory')
})
