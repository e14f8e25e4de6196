import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const DIST = fileURLToPath(new URL('../../packages/events-manager/dist', import.meta.url))
const files = (ending: string) =>
  readdirSync(`${DIST}/assets`)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, text: readFileSync(`${DIST}/assets/${name}`, 'utf8') }))
const index = readFileSync(`${DIST}/index.html`, 'utf8')
const classesIn = (text: string) => new Set(text.match(/\bm_[0-9a-f]+\b/g))

test('every class of Mantine that a script names has its styles', () => {
  const whole = createRequire(`${DIST}/../package.json`).resolve('@mantine/core/styles.css')
  const styled = classesIn(readFileSync(whole, 'utf8'))
  const named = classesIn(
    files('.js')
      .map(({ text }) => text)
      .join(),
  )
  const built = classesIn(
    files('.css')
      .map(({ text }) => text)
      .join(),
  )
  const wanted = [...named].filter((name) => styled.has(name))
  expect(wanted.length).toBeGreaterThan(100)
  expect(wanted.filter((name) => !built.has(name))).toEqual([])
  // What no script names is not there, or this would be the whole file.
  expect(built.size).toBeLessThan(styled.size / 2)
})

test('what runs first is small, and waits for nothing that draws', () => {
  const [asking] = files('.js').filter(({ name }) => name.startsWith('asking-'))
  expect(asking?.text.length).toBeLessThan(70_000)
  const imported = [...(asking?.text.matchAll(/from"\.\/([\w-]+)-[\w-]{8}\.js"/g) ?? [])].map(
    ([, name]) => name,
  )
  expect(imported.filter((name) => name !== 'rolldown-runtime')).toEqual([])
})

test('the page names what is drawn first, and all that it names is there', () => {
  const named = [...index.matchAll(/ (?:href|src)="\/([^"]+)"/g)].map(([, path = '']) => path)
  expect(named.filter((path) => !existsSync(`${DIST}/${path}`))).toEqual([])
  const first = named.map((path) => path.replace(/^assets\/|-[\w-]{8}(?=[.])/g, ''))
  expect(first).toEqual(
    expect.arrayContaining(['draw.js', 'parts.js', 'parts.css', 'inter-latin-wght-normal.woff2']),
  )
  // Our own styles are said after Mantine's, so that they are the last word.
  expect(first.indexOf('parts.css')).toBeGreaterThan(first.indexOf('index.css'))
})
