// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { consent, dataProcessingOptions, loadPixel, pageView, track, trackCustom } from './index.js'
import { commands, freshPage } from './page.fixture.js'

const CASES: [title: string, report: () => void, command: unknown[]][] = [
  ['pageView', () => pageView(), ['track', 'PageView']],
  ['track, alone', () => track('Contact'), ['track', 'Contact']],
  [
    'track, with parameters',
    () => track('Lead', { value: 1, currency: 'EUR' }),
    ['track', 'Lead', { value: 1, currency: 'EUR' }],
  ],
  [
    'track, with an event id',
    () => track('Purchase', { value: 9.5, currency: 'EUR' }, { eventID: 'order-1001' }),
    ['track', 'Purchase', { value: 9.5, currency: 'EUR' }, { eventID: 'order-1001' }],
  ],
  ['trackCustom, alone', () => trackCustom('Quiz'), ['trackCustom', 'Quiz']],
  [
    'trackCustom, with an event id only',
    () => trackCustom('Quiz', null, { eventID: 'q-1' }),
    ['trackCustom', 'Quiz', null, { eventID: 'q-1' }],
  ],
  ['consent', () => consent('revoke'), ['consent', 'revoke']],
  ['limited data use', () => dataProcessingOptions(['LDU']), ['dataProcessingOptions', ['LDU']]],
  [
    'limited data use in a state',
    () => dataProcessingOptions(['LDU'], 1, 1000),
    ['dataProcessingOptions', ['LDU'], 1, 1000],
  ],
  ['no limit', () => dataProcessingOptions([]), ['dataProcessingOptions', []]],
]
for (const [title, report, command] of CASES)
  test(title, () => {
    freshPage()
    loadPixel({ host: 'https://t.shop.example', dataset_id: '1832195656904796' })
    report()
    expect(commands().slice(1)).toEqual([command])
  })
