import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DIAGNOSIS_CODES, type DiagnosisCode } from '../diagnosis-codes.js'
import { CATALOGUE } from './catalogue/catalogue.js'
import { diagnosticsPage } from './page.js'

test('diagnosticsPage: docs/diagnostics.md is what the catalogue says; else run `npm run errors`', () => {
  const page = readFileSync(new URL('../../../../../docs/diagnostics.md', import.meta.url), 'utf8')
  expect(page).toBe(diagnosticsPage())
})

test('CATALOGUE: says of every code why it matters and how to mend it, in whole sentences', () => {
  for (const code of Object.keys(DIAGNOSIS_CODES) as DiagnosisCode[]) {
    const { title, why, fixes } = CATALOGUE[code]
    expect(title, code).not.toBe('')
    const texts = [why, ...Object.values(fixes)]
    expect(texts.length, code).toBeGreaterThan(1)
    for (const text of texts) expect(text, code).toMatch(/^\S.*[.)]$/)
  }
})

test('CATALOGUE: severities that Meta names are as Meta names them', () => {
  expect(CATALOGUE.invalid_currency.severity).toBe('error')
  expect(CATALOGUE.missing_event_name.severity).toBe('error')
  expect(CATALOGUE.missing_value.severity).toBe('warning')
  expect(CATALOGUE.missing_currency.severity).toBe('warning')
})

test('CATALOGUE: nothing explains itself, also not in a circle', () => {
  const reaches = (from: DiagnosisCode, seen: Set<DiagnosisCode> = new Set()): Set<DiagnosisCode> => {
    for (const next of CATALOGUE[from].explains ?? [])
      if (!seen.has(next)) {
        seen.add(next)
        reaches(next, seen)
      }
    return seen
  }
  for (const code of Object.keys(CATALOGUE) as DiagnosisCode[])
    expect(reaches(code).has(code), code).toBe(false)
})
