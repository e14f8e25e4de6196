import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorsPage } from './errors-page.js'

test('errorsPage: docs/errors.md is what the catalogues say; else run `npm run errors`', () => {
  const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')
  expect(page).toBe(errorsPage())
})

test('errorsPage: every row has the cells that its head has', () => {
  const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length
  for (const part of errorsPage().split('## ').slice(1)) {
    const rows = part.split('\n').filter((line) => line.startsWith('|'))
    expect(new Set(rows.map(cells)).size).toBe(1)
  }
})
