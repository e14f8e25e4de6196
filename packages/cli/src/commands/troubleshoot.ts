import { PATTERNS, type Pattern } from '@countersign/core'
import type { Troubleshot } from '@countersign/core/report'
import type { TroubleshotReport } from '@countersign/storage'
import type { Command } from 'commander'
import { print, printable, wrongInput } from '../io.js'
import { withSignals } from '../signals.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
  pattern?: string
}
const NAMES = Object.keys(PATTERNS) as Pattern[]

/** `countersign troubleshoot`: guided checks on a dataset's own data of the last 7 days. */
export function troubleshootCommand(program: Command): void {
  withOptions(
    program
      .command('troubleshoot')
      .description('Guided checks that answer with the cause that the data of the last 7 days shows'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--pattern <pattern>', `what you see: ${NAMES.join(', ')}; left out: all of them`)
    .action(run)
}

async function run({ data, dataset, json, pattern }: Options): Promise<void> {
  const wanted = NAMES.filter((name) => pattern === undefined || name === pattern)
  if (wanted.length === 0) throw wrongInput(`--pattern ${pattern}: give ${NAMES.join(', ')}`)
  const report = await withSignals(data, dataset, ({ reading }) =>
    reading.troubleshoot(dataset, wanted, Date.now()),
  )
  if (json) print(JSON.stringify(report))
  else for (const line of troubleshotLines(report)) print(line)
}

/** The answer of each pattern, its causes, then what cannot be told and what is clear. */
export function troubleshotLines({
  dataset_id,
  as_of_ms,
  behind_rows,
  patterns,
}: TroubleshotReport): string[] {
  return [
    `Dataset ${dataset_id}, the 7 days up to ${new Date(as_of_ms).toISOString()}`,
    ...(behind_rows > 0 ? [`${behind_rows} journal rows are not in it yet.`] : []),
    ...patterns.flatMap((one) => ['', ...patternLines(one)]),
  ]
}

const patternLines = ({ pattern, title, answer, checks }: Troubleshot): string[] => [
  `${title} (${pattern})`,
  printable(answer),
  ...checks.flatMap(({ state, asks, says, explains, fix }) => [
    `  ${state.padEnd(8)}${printable(asks)}${explains === null ? '' : ` Explains ${explains}.`}`,
    `          ${printable(says)}`,
    ...(fix === null ? [] : [`          ${printable(fix)}`]),
  ]),
]
