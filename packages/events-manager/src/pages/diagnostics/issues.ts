import type { components } from '../../../generated/api.js'
import type { Severity } from '../../parts/what-to-do.js'

export type Diagnostics = components['schemas']['Diagnostics']
type Diagnosis = components['schemas']['Diagnosis']
export type IssueMark = 'resolved' | 'ignored' | 'restored'
export type IssueState = Diagnosis['issue']['state']

/** An issue as the pages show it: what is found now, or what was last seen of one that is not. */
export interface Issue extends Omit<Diagnosis, 'code' | 'threshold'> {
  code: string
  /** null: it is not found now */
  threshold: Diagnosis['threshold'] | null
  /** what stands for it in an address */
  address: string
}

/** The lists of the page. What a person resolved and what resolved itself are one of them. */
export const TABS = ['open', 'ignored', 'resolved'] as const
export type Tab = (typeof TABS)[number]

const TAB_OF: Record<IssueState, Tab> = {
  active: 'open',
  ignored: 'ignored',
  resolved: 'resolved',
  marked_resolved: 'resolved',
}
export const tabOf = ({ issue }: Pick<Issue, 'issue'>): Tab => TAB_OF[issue.state]

export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

/** All that the server tells: what is found now first, in its order, then what was. */
export function issuesOf({ diagnoses, previous }: Diagnostics): Issue[] {
  return [
    ...diagnoses.map((one) => ({ ...one, address: addressOf(one) })),
    ...previous.map(({ summary, ...one }) => ({
      ...one,
      ...summary,
      samples: [],
      urls: [],
      threshold: null,
      address: addressOf(one),
    })),
  ]
}

/**
 * An issue's id. One that the next evaluation is yet to number, and one that was over before anybody looked, has none:
 * it is told by what it is about, and found so also once it is numbered.
 */
function addressOf({ issue, ...about }: About & Pick<Issue, 'issue'>): string {
  return issue.id === null ? aboutOf(about) : String(issue.id)
}
interface About {
  code: string
  event_name: string | null
  channel: string | null
  detail: string | null
}
const aboutOf = ({ code, event_name, channel, detail }: About): string =>
  [code, event_name ?? '', channel ?? '', detail ?? ''].join('~')

export const findIssue = (issues: readonly Issue[], address: string): Issue | undefined =>
  issues.find((one) => one.address === address || aboutOf(one) === address)

/** The open issue that an answer rests on: of its first code, the one that touches most. */
export const issueBehind = (codes: readonly string[], issues: readonly Issue[]): Issue | undefined =>
  issues
    .filter((one) => one.code === codes[0] && tabOf(one) === 'open')
    .sort((a, b) => b.affected - a.affected)[0]

/** What of an address narrows the list. */
export interface Filters {
  tab: Tab
  severity?: Severity | undefined
  event_name?: string | undefined
  channel?: 'browser' | 'server' | undefined
}

export function filtersOf(search: { readonly [name: string]: string | undefined }): Filters {
  const { state, severity, event, channel } = search
  return {
    tab: TABS.find((tab) => tab === state) ?? 'open',
    severity: SEVERITIES.find((each) => each === severity),
    event_name: event === '' ? undefined : event,
    channel: channel === 'browser' || channel === 'server' ? channel : undefined,
  }
}

export const isNarrowed = ({ severity, event_name, channel }: Filters): boolean =>
  severity !== undefined || event_name !== undefined || channel !== undefined

export const filtered = (issues: readonly Issue[], filters: Filters): Issue[] =>
  issues.filter(
    (one) =>
      tabOf(one) === filters.tab &&
      (filters.severity === undefined || one.severity === filters.severity) &&
      (filters.event_name === undefined || one.event_name === filters.event_name) &&
      (filters.channel === undefined || one.channel === filters.channel),
  )

/** Issues of one code: mended by one fix. The first is the one that touches most. */
export interface Group {
  code: string
  severity: Severity
  issues: readonly [Issue, ...Issue[]]
}

/** Groups by code, in the order in which their first are met: the server's, the most severe first. */
export function grouped(issues: readonly Issue[]): Group[] {
  const groups = new Map<string, [Issue, ...Issue[]]>()
  for (const one of issues) {
    const group = groups.get(one.code)
    if (group) group.push(one)
    else groups.set(one.code, [one])
  }
  return [...groups.values()]
    .map((group) => ({ code: group[0].code, severity: group[0].severity, issues: group }))
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

export const countByTab = (issues: readonly Issue[]): Record<Tab, number> => {
  const counts = { open: 0, ignored: 0, resolved: 0 }
  for (const one of issues) counts[tabOf(one)] += 1
  return counts
}

export function countBySeverity(issues: readonly Issue[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of issues) counts[severity] += 1
  return counts
}

/** The events that issues of a list are about, by name. */
export const eventNamesIn = (issues: readonly Issue[]): string[] =>
  [...new Set(issues.flatMap(({ event_name }) => event_name ?? []))].sort((a, b) => a.localeCompare(b))

const DAY_MS = 86_400_000

/** How many of the open ones were first seen in the last 24 hours, and how many have come back. */
export function newsOf(issues: readonly Issue[], as_of_ms: number): { fresh: number; returned: number } {
  const open = issues.filter((one) => tabOf(one) === 'open')
  return {
    fresh: open.filter(({ issue }) => as_of_ms - issue.first_ms < DAY_MS && issue.returned === 0).length,
    returned: open.filter(({ issue }) => issue.returned > 0).length,
  }
}

/** The mark that brings an issue back to the state that it had. */
export const undoOf: Record<IssueState, IssueMark> = {
  active: 'restored',
  resolved: 'restored',
  ignored: 'ignored',
  marked_resolved: 'resolved',
}
