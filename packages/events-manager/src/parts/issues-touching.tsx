import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Diagnosis } from '../client/books.js'
import { words } from '../words/words.js'
import { ForeignText } from './foreign-text.js'
import { TextSkeleton } from './skeletons.js'
import { WhatToDo } from './what-to-do.js'

const SHOWN_MAX = 5

interface IssuesTouchingProps {
  dataset_id: string
  /** the active ones, the most severe first; undefined: not known yet */
  diagnoses: readonly Diagnosis[] | undefined
}

/** The open issues that touch a page: what was seen, and the way to its fix. */
export function IssuesTouching({ dataset_id, diagnoses }: IssuesTouchingProps) {
  if (diagnoses === undefined) return <TextSkeleton lines={4} />
  const items = diagnoses
    .slice(0, SHOWN_MAX)
    .map(({ code, event_name, channel, detail, severity, title, seen, issue }) => ({
      id: [code, event_name, channel, detail].join(),
      severity,
      title: <ForeignText text={title} />,
      text: <ForeignText text={seen} chars={220} />,
      fix:
        issue.id === null ? undefined : (
          <Anchor
            size="sm"
            underline="always"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/d/$dataset_id/diagnostics/$issue_id"
                params={{ dataset_id, issue_id: String(issue.id) }}
              />
            )}
          >
            {words.parts.see_fix}
          </Anchor>
        ),
    }))
  const more = diagnoses.length - items.length
  return (
    <>
      <WhatToDo items={items} />
      {more > 0 && (
        <Anchor
          size="sm"
          mt="xs"
          display="inline-block"
          renderRoot={(props) => <Link {...props} to="/d/$dataset_id/diagnostics" params={{ dataset_id }} />}
        >
          {words.parts.more_issues(more)}
        </Anchor>
      )}
    </>
  )
}
