import { CATALOGUE, diagnosisOf, RULE_ROWS } from '@countersign/core/report'
import type { DiagnosisShown, Diagnostics, IssueStanding } from '@countersign/storage'
import { expect, test } from 'vitest'
import { diagnosticsLines } from './print-diagnostics.js'
import { troubleshotLines } from './troubleshoot.js'

const NOW_MS = Date.UTC(2026, 10, 28, 10, 20)
const ISSUE: IssueStanding = {
  ...{ id: 7, state: 'active', first_ms: 0, marked_at_ms: null, marked_by: null, returned: 2, history: [] },
}
const shown = (more: Partial<DiagnosisShown> = {}): DiagnosisShown => ({
  ...diagnosisOf('invalid_currency', {
    ...{
      event_name: 'Pur\u001b[2Jchase',
      channel: 'browser',
      detail: null,
      cause: 'The page writes a sign.',
    },
    ...{ seen: '3 of 4 say \u001b[31m.', affected: 3, total: 4, first_ms: NOW_MS - 1_000, last_ms: NOW_MS },
    urls: [{ url: 'https://shop.example/\u0007', count: 3 }],
  }),
  samples: Array.from({ length: 8 }, (_, n) => ({ sighting_id: `s-${n}`, seq: n, received_at_ms: NOW_MS })),
  threshold: RULE_ROWS.invalid_currency,
  issue: ISSUE,
  ...more,
})
const found = (more: Partial<Diagnostics> = {}): Diagnostics => ({
  ...{ dataset_id: '100000000000001', as_of_ms: NOW_MS, behind_rows: 0 },
  ...{ active: { error: 1, warning: 0, info: 0 }, diagnoses: [], previous: [], ...more },
})

test('what is active in full: seen, cause, why, each fix, when, samples, pages', () => {
  const lines = diagnosticsLines(found({ diagnoses: [shown()], behind_rows: 3 }))
  expect(lines[0]).toBe('Dataset 100000000000001, as of 2026-11-28T10:20:00.000Z: 1 error')
  expect(lines).toContain('3 journal rows are not in it yet.')
  expect(lines).toContain(
    `error: ${CATALOGUE.invalid_currency.title} (invalid_currency): Pur\\u001b[2Jchase, browser`,
  )
  expect(lines).toContain('  cause    The page writes a sign.')
  expect(lines.filter((line) => /^ {2}(fix)? +(pixel|conversions_api): /.test(line))).toHaveLength(2)
  expect(lines).toContain(
    '  when     2026-11-28T10:19:59.000Z to 2026-11-28T10:20:00.000Z, issue 7, came back 2 times',
  )
  expect(lines.filter((line) => line.includes('s-'))).toHaveLength(5)
  expect(lines.at(-1)).toBe('  pages    https://shop.example/\\u0007 (3)')
})

test('what is ignored, and what was found before, in a line each; names are hostile text', () => {
  const { code, event_name, channel, detail, title, severity, seen, why, fixes, cause } = shown()
  const summary = { title, severity, seen, why, fixes, cause, affected: 1, total: 1, share: 1 }
  const about = { code, event_name, channel, detail, summary, first_ms: 0, last_ms: NOW_MS }
  const lines = diagnosticsLines(
    found({
      diagnoses: [shown({ issue: { ...ISSUE, state: 'ignored' } })],
      previous: Array.from({ length: 22 }, () => ({
        ...about,
        issue: { ...ISSUE, state: 'marked_resolved' },
      })),
    }),
  )
  expect(lines[0]).toContain('nothing is wrong')
  expect(lines).toContainEqual(expect.stringMatching(/^issue 7 {2}ignored {2}error {2}invalid_currency/))
  expect(lines).toContainEqual(expect.stringMatching(/marked resolved .* last seen 2026-11-28T10:20/))
  expect(lines.at(-1)).toBe('and 2 more')
  expect(lines.join('')).not.toMatch(/\p{Cc}/u)
})

test('a guided check: its answer, then each question with what the data says', () => {
  const check = {
    state: 'cause',
    asks: 'Is it\u0007?',
    says: '3 are.',
    explains: 3,
    fix: 'Do this.',
    codes: [],
    see: null,
  } as const
  const clear = { ...check, state: 'clear', explains: null, fix: null } as const
  const lines = troubleshotLines({
    ...{ dataset_id: '1', as_of_ms: NOW_MS, behind_rows: 2 },
    patterns: [{ pattern: 'roas_wrong', title: 'ROAS', answer: '3 are.', checks: [check, clear] }],
  })
  expect(lines.slice(1)).toEqual([
    ...['2 journal rows are not in it yet.', '', 'ROAS (roas_wrong)', '3 are.'],
    ...['  cause   Is it\\u0007? Explains 3.', '          3 are.', '          Do this.'],
    ...['  clear   Is it\\u0007?', '          3 are.'],
  ])
})
