import { userInfo } from 'node:os'
import { ISSUE_STATES, type IssueMark, type IssueState } from '@countersign/core'
import type { Issue } from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, withConfiguration } from '../data.js'
import { print, printableCell, printTable, remark, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
}
interface ListOptions extends Options {
  dataset: string
  state?: string
}
interface MarkOptions extends Options {
  by?: string
}

/** `countersign issue …`: what was found wrong with a dataset, over time. */
export function issueCommands(program: Command): void {
  const issue = program.command('issue').description('See what was found, and say what you make of it')

  withOptions(issue.command('list').description('List issues, the latest seen first'))
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--state <state>', `only these: ${ISSUE_STATES.join(', ')}`)
    .action((options: ListOptions) => list(options))

  const marks: [name: string, as: IssueMark, says: string][] = [
    ['resolve', 'resolved', 'It is mended: it comes back only if it is seen again'],
    ['ignore', 'ignored', 'It is no matter: it is not told any more'],
    ['restore', 'restored', 'Take back that it is ignored, or mended'],
  ]
  for (const [name, as, says] of marks)
    withOptions(issue.command(`${name} <id>`).description(says))
      .option('--by <name>', 'who says so; left out: who is logged in here')
      .action((id: string, options: MarkOptions) => markIssue(id, as, options))
}

function list(options: ListOptions): void {
  const { dataset, state } = options
  if (state !== undefined && !ISSUE_STATES.includes(state as IssueState))
    throw wrongInput(`--state ${state}: give ${ISSUE_STATES.join(', ')}`)
  withConfiguration(options.data, (configuration) => {
    datasetOrFail(configuration, dataset)
    const all = configuration.issues(dataset).filter((one) => state === undefined || one.state === state)
    if (options.json) return print(JSON.stringify(all))
    if (all.length === 0) return remark('There is no such issue.')
    printTable([
      ['id', 'state', 'severity', 'code', 'event', 'channel', 'detail', 'last seen', 'title'],
      ...all.map(rowOf),
    ])
  })
}

const rowOf = (issue: Issue): string[] => [
  String(issue.id),
  issue.state,
  issue.summary.severity,
  issue.code,
  printableCell(issue.event_name),
  issue.channel ?? '-',
  printableCell(issue.detail),
  new Date(issue.last_ms).toISOString(),
  printableCell(issue.summary.title),
]

function markIssue(id: string, as: IssueMark, options: MarkOptions): void {
  withConfiguration(options.data, (configuration) => {
    const by = options.by ?? userName()
    const issue = /^\d{1,15}$/.test(id) ? configuration.markIssue(Number(id), as, by) : undefined
    if (!issue)
      throw wrongInput(
        `There is no issue ${id}. \`countersign issue list --dataset ID\` shows those there are.`,
      )
    writeAudit(configuration, 'issue.marked', issue.dataset_id, { issue_id: id, fields: ['state'] })
    if (options.json) print(JSON.stringify(issue))
    else remark(`Issue ${id} is ${issue.state.replace('_', ' ')}.`)
  })
}

/** Where this process runs as nobody who has a name, as in some containers, it is not known. */
function userName(): string | null {
  try {
    return userInfo().username
  } catch {
    return null
  }
}
