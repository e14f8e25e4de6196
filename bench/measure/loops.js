import { rmSync } from 'node:fs'
import { runChild } from '../child.js'
import { newData } from '../server/countersign.js'
import { fillJournal } from '../store/fill.js'

const EVENTS = 1_000_000
const child = (name, input) => runChild(new URL(`../peers/${name}.js`, import.meta.url), input)

/** What the same work costs without all that stands around it, and the fold alone beside its own. */
export async function loops({ root }) {
  const appended = await newData(root)
  const append_rate = await child('append-loop', { ...appended, events: EVENTS })
  rmSync(appended.directory, { recursive: true })

  const filled = await newData(root)
  fillJournal(filled, { events: EVENTS, days: 0 })
  const insert_rate = await child('insert-loop', { ...filled, events: EVENTS })
  const fold_rate = await child('fold-alone', { ...filled, events: EVENTS })
  rmSync(filled.directory, { recursive: true })
  return { 'loops.append_rate': append_rate, 'loops.insert_rate': insert_rate, 'loops.fold_rate': fold_rate }
}
