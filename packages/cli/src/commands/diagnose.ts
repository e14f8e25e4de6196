import type { Severity } from '@countersign/core'
import { type DiagnosisShown, type Diagnostics, SEVERITIES } from '@countersign/storage'
import type { Command } from 'commander'
import { couldNot, print, wrongInput } from '../io.js'
import { type Observed, withSignals } from '../signals.js'
import { withOptions } from './dataset.js'
import { diagnosticsLines } from './print-diagnostics.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
  severity: string
}

/** `countersign diagnose`: what is wrong with a dataset. Exit 1 where there are active errors, so that it can gate a release. */
export function diagnoseCommand(program: Command): void {
  withOptions(
    program
      .command('diagnose')
      .description('What is wrong, with its cause and what to do; exit 1 where there are active errors'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--severity <severity>', 'only what is at least so severe: error, warning, info', 'info')
    .action(diagnose)
}

async function diagnose({ data, dataset, json, severity }: Options): Promise<void> {
  const least = SEVERITIES.find((known) => known === severity)
  if (least === undefined) throw wrongInput(`--severity ${severity}: give error, warning or info`)
  const found = await withSignals(data, dataset, diagnosticsOf)
  const shown = atLeast(found, least)
  if (json) print(JSON.stringify(shown))
  else for (const line of diagnosticsLines(shown)) print(line)
  const errors = found.diagnoses.filter(isActiveError)
  if (errors.length > 0)
    throw couldNot(
      `${errors.length} active ${errors.length === 1 ? 'error' : 'errors'}: ${[...new Set(errors.map(({ code }) => code))].join(', ')}`,
    )
}

/** Where no server does, it remembers what it finds: so that an issue has a number, and can be ignored by it. */
function diagnosticsOf({ reading, configuration, dataset, is_served }: Observed): Diagnostics {
  const now_ms = Date.now()
  if (!is_served) configuration.recordIssues(dataset.id, reading.diagnosed(dataset.id, now_ms), now_ms)
  return reading.diagnostics(dataset.id, now_ms)
}

const isActiveError = ({ severity, issue }: DiagnosisShown): boolean =>
  severity === 'error' && issue.state === 'active'

function atLeast(found: Diagnostics, least: Severity): Diagnostics {
  const severe = SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1)
  return {
    ...found,
    diagnoses: found.diagnoses.filter(({ severity }) => severe.includes(severity)),
    previous: found.previous.filter(({ summary }) => severe.includes(summary.severity)),
  }
}
