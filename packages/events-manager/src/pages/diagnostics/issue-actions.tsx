import { Button, Tooltip } from '@mantine/core'
import { useMay } from '../../client/use-may.js'
import { words } from '../../words/words.js'
import { type Issue, type IssueMark, tabOf } from './issues.js'
import { useMarkIssue } from './queries.js'

const { issue: said } = words.diagnostics

/** What can be said of an issue, by its state: it is mended, it is no matter, or neither. Each can be undone. */
export function IssueActions({ issue, dataset_id }: { issue: Issue; dataset_id: string }) {
  const may = useMay().change
  const { mark, is_busy } = useMarkIssue(dataset_id)
  const why_not = !may ? said.may_not : issue.issue.id === null ? reasonOf(issue) : null
  return actionsOf(issue).map(({ state, label, is_main }) => (
    <Tooltip key={state} label={why_not ?? (state === 'resolved' ? said.resolve_says : label)}>
      <Button
        size="xs"
        variant={is_main ? 'filled' : 'default'}
        disabled={is_busy}
        // Not `disabled`: who may not press it can still reach it, and hear why.
        {...(why_not !== null && {
          'aria-disabled': true,
          'data-disabled': true,
          'aria-description': why_not,
        })}
        onClick={() => why_not === null && mark(issue, state)}
      >
        {label}
      </Button>
    </Tooltip>
  ))
}

const reasonOf = (issue: Issue): string => (tabOf(issue) === 'open' ? said.no_id : said.over_already)

interface Action {
  state: IssueMark
  label: string
  is_main: boolean
}

function actionsOf({ issue: { state } }: Issue): Action[] {
  const ignore = { state: 'ignored', label: said.ignore, is_main: false } as const
  const resolve = { state: 'resolved', label: said.resolve, is_main: true } as const
  if (state === 'active') return [ignore, resolve]
  if (state === 'ignored') return [{ state: 'restored', label: said.restore, is_main: true }]
  if (state === 'marked_resolved') return [{ state: 'restored', label: said.reopen, is_main: false }]
  return [ignore]
}
