import { ForeignText } from '../../parts/foreign-text.js'
import { WhatToDo } from '../../parts/what-to-do.js'
import { words } from '../../words/words.js'
import { remarksOf } from './summary.js'
import type { TestRow } from './test-row.js'

const { testEvents } = words
const SHOWN_MAX = 8

/** What is wrong with the rows, each thing once, with its fix. */
export function Remarks({ rows }: { rows: readonly TestRow[] }) {
  const items = remarksOf(rows)
    .slice(0, SHOWN_MAX)
    .map(({ code, severity, title, fix, rows: count, event_names }) => ({
      id: code,
      severity,
      title: <ForeignText text={title} />,
      text: (
        <>
          <ForeignText
            text={testEvents.remark_of(
              count,
              event_names.map((name) => name || testEvents.no_name).join(', '),
            )}
            chars={80}
          />
          {' · '}
          {fix}
        </>
      ),
    }))
  return <WhatToDo items={items} />
}
