import { DIAGNOSIS_CODES, type DiagnosisCode } from '../diagnosis-codes.js'
import { CATALOGUE } from './catalogue/catalogue.js'
import type { CatalogueRow, Fixes } from './catalogue/row.js'
import { RULE_ROWS } from './window/rows.js'

/** Renders docs/diagnostics.md; scripts/write-errors.js writes it, a test holds it equal. */
export function diagnosticsPage(): string {
  const codes = Object.keys(DIAGNOSIS_CODES) as DiagnosisCode[]
  return [
    '# Diagnostics',
    '',
    'Generated from packages/core/src/report/diagnose by `npm run errors`: change it there.',
    '',
    'Each rule looks at the last 7 days, or at what its row says. It is raised from a number of sightings on, of which so',
    'many and such a share must show it; below, a healthy shop has a few of most. An error loses or doubles conversions, a',
    'warning costs quality, info is to be confirmed. Where one diagnosis explains another for the same event and channel, and',
    'is large enough to (its share is at least half of the other), only the cause is told.',
    '',
    'Held by tests/signals, which sends nine days of a simulated shop through the real collector and prints planted, found,',
    'missed and falsely raised as a table: every code has a shop in which it is broken, and is found there with the cause that',
    'it has; ten faults at once are all found; nothing else is raised, and nothing at all on shops in good order.',
    '',
    '## All of them',
    '',
    ...table(
      ['Diagnosis', 'Severity', 'Title', 'From', 'Share', 'At least', 'Over', 'Explains'],
      codes.map(summaryOf),
    ),
    '',
    ...codes.flatMap((code) => sectionOf(code, CATALOGUE[code])),
  ].join('\n')
}

const LEVELS = { sighting: 'a sighting', pair: 'two copies', window: 'counts' } as const

function summaryOf(code: DiagnosisCode): string[] {
  const { severity, title, explains = [] } = CATALOGUE[code]
  const { share_min, sample_min, affected_min, over, of } = RULE_ROWS[code]
  return [
    `[\`${code}\`](#${code})`,
    severity,
    title,
    LEVELS[DIAGNOSIS_CODES[code]],
    share_min === 0 ? 'any' : `${Number((share_min * 100).toFixed(1))} % of ${of}`,
    sample_min > 0 ? `${affected_min} of ${sample_min}` : String(affected_min),
    over,
    explains.map((other) => `\`${other}\``).join(', '),
  ]
}

const WAYS: Record<keyof Fixes, string> = {
  pixel: 'Pixel',
  conversions_api: 'Conversions API',
  gtm: 'Google Tag Manager',
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  stripe: 'Stripe',
}

const sectionOf = (code: DiagnosisCode, { title, severity, why, fixes }: CatalogueRow): string[] => [
  `## ${code}`,
  '',
  `**${title}** (${severity}). ${escapeText(why)}`,
  '',
  ...(Object.keys(WAYS) as (keyof Fixes)[]).flatMap((way) => {
    const fix = fixes[way]
    return fix === undefined ? [] : [`- ${WAYS[way]}: ${escapeText(fix)}`]
  }),
  '',
]

const table = (heads: string[], rows: string[][]): string[] =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`)

/** A `|` would end the cell, and `<` would open a tag. */
const escapeCell = (text: string): string => escapeText(text).replaceAll('|', '\\|')
const escapeText = (text: string): string => text.replaceAll('<', '&lt;')
