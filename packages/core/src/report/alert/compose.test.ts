import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALERT_ITEMS_MAX, type AlertItem, gatherAlert, testAlert } from './alert.js'
import { composeSlack, escapeMrkdwn } from './compose-slack.js'
import { composeText } from './compose-text.js'
import { composeWebhook } from './compose-webhook.js'

const NOW = 1_763_900_000_000
const SHOP = { id: '123456789012345', name: 'Shop' }
const item = (more: Partial<AlertItem> = {}, summary: Partial<AlertItem['summary']> = {}): AlertItem => ({
  issue_id: 7,
  event: 'new',
  code: 'missing_value',
  event_name: 'Purchase',
  channel: 'browser',
  detail: null,
  first_ms: NOW - 1_000,
  last_ms: NOW,
  ...more,
  summary: {
    severity: 'error',
    title: 'Missing value',
    seen: '3 of 4 Purchases have no value',
    why: 'ROAS stays blank.',
    fixes: { pixel: 'Add value.', conversions_api: 'Set custom_data.value.' },
    cause: 'The theme sends none.',
    affected: 3,
    total: 4,
    share: 0.75,
    ...summary,
  },
})
const alertOf = (...items: AlertItem[]) => gatherAlert(SHOP, items, NOW)

test('a mail says what was seen, why it matters and what to do', () => {
  expect(composeText(alertOf(item()))).toEqual({
    subject: 'Shop: 1 new issue',
    text: `Shop: 1 new issue

New error: Missing value (Purchase, browser)
Seen: 3 of 4 Purchases have no value
Cause: The theme sends none.
Why it matters: ROAS stays blank.
To do, Pixel: Add value.
To do, Conversions API: Set custom_data.value.
Issue 7, missing_value, last seen 2025-11-23T12:13:20.000Z

See all: countersign issue list --dataset 123456789012345. Silence one: countersign issue ignore ID
`,
  })
})

test('ten at once are one message, the worst first', () => {
  const severities = ['info', 'warning', 'error'] as const
  const items = Array.from({ length: 10 }, (_, at) =>
    item({ issue_id: at, event: at % 2 ? 'new' : 'returned' }, { severity: severities[at % 3] ?? 'info' }),
  )
  const alert = alertOf(...items)
  const { subject, text } = composeText(alert)
  expect(subject).toBe('Shop: 5 new issues, 5 returned')
  const kinds = [...text.matchAll(/^(New|Returned) (\w+):/gm)].map((found) => `${found[1]} ${found[2]}`)
  expect(kinds).toEqual([
    ...['New error', 'Returned error', 'Returned error'],
    ...['New warning', 'New warning', 'Returned warning'],
    ...['New info', 'New info', 'Returned info', 'Returned info'],
  ])
  expect(composeSlack(alert).blocks).toHaveLength(12)
  expect(composeWebhook(alert).issues).toHaveLength(10)
})

test('beyond twenty the rest is counted', () => {
  const alert = alertOf(...Array.from({ length: 25 }, (_, issue_id) => item({ issue_id })))
  expect([alert.items.length, alert.more]).toEqual([ALERT_ITEMS_MAX, 5])
  expect(composeText(alert).text).toContain('And 5 more.')
  expect(JSON.stringify(composeSlack(alert))).toContain('And 5 more.')
  expect(composeWebhook(alert).more).toBe(5)
})

test("Slack's blocks: a header, a section an issue, where to look", () => {
  expect(composeSlack(alertOf(item()))).toEqual({
    text: 'Shop: 1 new issue',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Shop: 1 new issue', emoji: false } },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          verbatim: true,
          text: '*New error: Missing value* (Purchase, browser)\n3 of 4 Purchases have no value\nCause: The theme sends none.\nROAS stays blank.\n• Pixel: Add value.\n• Conversions API: Set custom_data.value.\nIssue 7, missing_value',
        },
      },
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', verbatim: true, text: expect.stringMatching(/See all/) }],
      },
    ],
    unfurl_links: false,
  })
})

const hostile: [text: string, want: string][] = [
  ['<!channel>', '&lt;!channel&gt;'],
  ['<https://evil.example|here>', '&lt;https://evil.example|here&gt;'],
  ['a & b', 'a &amp; b'],
  ['*bold*', '\u200b*bold\u200b*'],
  ['`code`', '\u200b`code\u200b`'],
  ['add_to_cart', 'add_to_cart'],
]
for (const [text, want] of hostile) test(`escapeMrkdwn: ${text}`, () => expect(escapeMrkdwn(text)).toBe(want))

test('a subject is one line: no header comes in by a name', () => {
  const alert = gatherAlert({ id: '1', name: 'Shop\r\nBcc: evil@evil.example' }, [item()], NOW)
  expect(composeText(alert).subject).not.toMatch(/[\r\n]|@/)
})

test('identity that an event carries in its names is in no message', () => {
  const alert = alertOf(item({ event_name: 'ann@shop.example', detail: 'a'.repeat(64) }))
  expect(JSON.stringify([composeText(alert), composeSlack(alert), composeWebhook(alert)])).not.toMatch(
    /ann@|a{32}/,
  )
})

test('a test says that it is one', () => {
  const alert = testAlert(SHOP, NOW)
  expect(composeWebhook(alert, true)).toMatchObject({ kind: 'test', dataset_id: SHOP.id })
  expect(composeText(alert).text).toContain('This is a test')
})

const anyText = fc.string({ unit: 'binary', maxLength: 2_000 })
test('law: whatever the texts, Slack takes the message and nothing in it is a mention, and mails have no controls', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(anyText, anyText, anyText), { maxLength: 22 }), (texts) => {
      const items = texts.map(([name, seen, fix]) =>
        item(
          { event_name: name, detail: fix },
          { seen, title: name, why: fix, cause: name, fixes: { pixel: fix, gtm: seen } },
        ),
      )
      const alert = alertOf(...items)
      const { blocks, text } = composeSlack(alert)
      expect(blocks.length).toBeLessThanOrEqual(50)
      for (const { text: shown } of blocks.filter((block) => block.type === 'section')) {
        expect(shown?.text.length).toBeLessThanOrEqual(3_000)
        expect(shown?.text).not.toMatch(/[<>]/)
      }
      expect(text).not.toMatch(/[<>]/)
      const mail = composeText(alert)
      expect(mail.subject).not.toMatch(/\p{Cc}/u)
      expect(mail.text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    }),
  ))
