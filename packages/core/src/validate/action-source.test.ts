import { expect, test } from 'vitest'
import { validateActionSource } from './action-source.js'
import { DEFAULT_LIMITS } from './limits.js'
import { Notes } from './notes.js'

function judge(sent: string | number | null | undefined, event_name = 'Lead') {
  const notes = new Notes([], [], 0, DEFAULT_LIMITS)
  const source = validateActionSource(sent, event_name, notes)
  return { source, problems: notes.problems, messages: notes.messages.length, warnings: notes.warnings }
}

const cases: [title: string, sent: string | null | undefined, source: string | null, messages: number][] = [
  ['as documented', 'system_generated', 'system_generated', 0],
  ['in another case', ' WEBSITE ', 'website', 0],
  ['missing', undefined, null, 1],
  ['null', null, null, 1],
  ['empty', '', null, 1],
]
for (const [title, sent, source, messages] of cases)
  test(`validateActionSource: ${title}`, () => {
    const warnings = messages === 0 ? [] : ['action_source_missing']
    expect(judge(sent)).toEqual({ source, problems: [], messages, warnings })
  })

test('validateActionSource: AppendValue may leave it out', () => {
  expect(judge(undefined, 'AppendValue')).toEqual({ source: null, problems: [], messages: 0, warnings: [] })
})

test('validateActionSource: an unknown word is refused and quoted, an address is not quoted', () => {
  expect(judge('web').problems).toEqual([
    { code: 'action_source_unknown', at: 'data[0].action_source', seen: 'is "web"' },
  ])
  expect(JSON.stringify(judge('jo@shop.example').problems)).not.toContain('jo@')
  expect(judge(5).problems).toHaveLength(1)
})
