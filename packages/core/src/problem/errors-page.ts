import { kindOf, PROBLEMS, type ProblemCode } from './catalogue.js'
import { countedAs } from './counted-as.js'
import { WARNINGS } from './warnings.js'

/**
 * Renders docs/errors.md from the two catalogues; scripts/write-errors.js writes it, a test holds it equal.
 */
export function errorsPage(): string {
  return [
    '# Errors and warnings',
    '',
    'Generated from packages/core/src/problem by `npm run errors`: change it there.',
    '',
    '## Refusals',
    '',
    "A refusal on a Graph route wears Meta's envelope: `error.code`, `error.error_subcode`, and in",
    '`error_user_msg` and `error_data.blame_field_specs` what was wrong and where. One refused event',
    'refuses its whole request: nothing of it is stored. A beacon is answered 200 with its GIF whatever',
    'it holds; its problems are counted by code. The books count a refusal by the last column.',
    '',
    ...table(['Problem', 'HTTP', 'Code', 'Again?', 'Title', 'What to send', 'Counted as'], problemRows()),
    '',
    '## Warnings',
    '',
    'What is accepted and counted, and noted with the sighting.',
    '',
    ...table(['Warning', 'Title', 'What to do'], warningRows()),
    '',
  ].join('\n')
}

const problemRows = (): string[][] =>
  Object.keys(PROBLEMS).map((name) => {
    const code = name as ProblemCode
    const kind = kindOf(code)
    const numbers = kind.subcode === undefined ? String(kind.code) : `${kind.code} / ${kind.subcode}`
    const counted_as = countedAs({ code, at: '' })
    return [
      `\`${code}\``,
      String(kind.http),
      numbers,
      kind.retry ? 'yes' : 'no',
      kind.title,
      kind.fix,
      counted_as,
    ]
  })

const warningRows = (): string[][] =>
  Object.entries(WARNINGS).map(([code, kind]) => [`\`${code}\``, kind.title, kind.fix])

const table = (heads: string[], rows: string[][]): string[] =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`)

/** A `|` would end the cell, and `<` would open a tag. */
const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
