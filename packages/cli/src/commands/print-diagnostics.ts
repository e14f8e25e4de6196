import type { IssueKey } from '@countersign/core'
import type { DiagnosisShown, Diagnostics, PreviousIssue } from '@countersign/storage'
import { printable, tableLines } from '../io.js'

const SAMPLES_SHOWN = 5
const PAGES_SHOWN = 5
const PREVIOUS_SHOWN = 20

/** Diagnostics for a person at a terminal, line by line: what is active in full, the rest in a line each. */
export function diagnosticsLines(found: Diagnostics): string[] {
  const { dataset_id, as_of_ms, behind_rows, diagnoses, previous } = found
  const active = diagnoses.filter(({ issue }) => issue.state === 'active')
  const others = diagnoses.filter(({ issue }) => issue.state !== 'active')
  return [
    `Dataset ${dataset_id}, as of ${timeOf(as_of_ms)}: ${countsOf(active)}`,
    ...(behind_rows > 0 ? [`${behind_rows} journal rows are not in it yet.`] : []),
    ...active.flatMap((one) => ['', ...diagnosisLines(one)]),
    ...(others.length === 0
      ? []
      : ['', 'Ignored, or resolved and not seen since:', ...tableLines(others.map(rowOf))]),
    ...previousLines(previous),
  ]
}

function countsOf(active: readonly DiagnosisShown[]): string {
  const counts = (['error', 'warning', 'info'] as const)
    .map((severity) => [severity, active.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`)
  return counts.length === 0 ? 'nothing is wrong' : counts.join(', ')
}

function diagnosisLines(one: DiagnosisShown): string[] {
  const { code, severity, title, seen, cause, why, fixes, samples, urls, issue, first_ms, last_ms } = one
  const fix = Object.entries(fixes).map(([way, text]) => `${way}: ${text}`)
  const number = issue.id === null ? '' : `, issue ${issue.id}`
  const back = issue.returned > 0 ? `, came back ${issue.returned} times` : ''
  const ids = samples.slice(-SAMPLES_SHOWN).map(({ sighting_id }) => sighting_id)
  const pages = urls.slice(0, PAGES_SHOWN).map(({ url, count }) => `${url} (${count})`)
  const parts: [label: string, texts: readonly string[]][] = [
    ['seen', [seen]],
    ['cause', cause === null ? [] : [cause]],
    ['why', [why]],
    ['fix', fix],
    ['when', [`${timeOf(first_ms)} to ${timeOf(last_ms)}${number}${back}`]],
    ['samples', ids],
    ['pages', pages],
  ]
  return [
    `${severity}: ${title} (${code})${aboutOf(one)}`,
    ...parts.flatMap(([label, texts]) =>
      texts.map((text, place) => `  ${(place === 0 ? label : '').padEnd(9)}${printable(text)}`),
    ),
  ]
}

const aboutOf = ({ event_name, channel, detail }: IssueKey): string => {
  const about = [event_name, channel, detail].filter((part) => part !== null)
  return about.length === 0 ? '' : `: ${printable(about.join(', '))}`
}

const rowOf = (one: DiagnosisShown | (PreviousIssue & { severity: string; title: string })): string[] => [
  one.issue.id === null ? '-' : `issue ${one.issue.id}`,
  one.issue.state.replace('_', ' '),
  one.severity,
  one.code,
  `${printable(one.title)}${aboutOf(one)}`,
]

function previousLines(previous: readonly PreviousIssue[]): string[] {
  if (previous.length === 0) return []
  const rows = previous
    .slice(0, PREVIOUS_SHOWN)
    .map((one) => [...rowOf({ ...one, ...one.summary }), `last seen ${timeOf(one.last_ms)}`])
  const more = previous.length - PREVIOUS_SHOWN
  return [
    '',
    'Detected before, not found now:',
    ...tableLines(rows),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
}

const timeOf = (at_ms: number): string => new Date(at_ms).toISOString()
