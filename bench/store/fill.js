import { dataPaths, openJournalWriter } from '@countersign/storage'
import { BATCH_EVENTS, fillBatch } from '../load/conversions.js'
import { rowTemplate } from './lines.js'

const DAY_MS = 86_400_000

/**
 * Writes a journal as if it had been received over the last days.
 * @param days  over how many; 0: now
 * @param channels  in turn a row of each, with the same events: `['browser', 'server']` gives pairs
 */
export function fillJournal({ directory, dataset_id }, { events, days, channels = ['server'] }) {
  const rows = events / BATCH_EVENTS
  let row = 0
  const start_ms = Date.now() - days * DAY_MS
  const clocks = { wall_ms: () => start_ms, steady_ms: () => (row / rows) * days * DAY_MS }
  const writer = openJournalWriter(dataPaths(directory).journal, true, clocks)
  const templates = channels.map((channel) => rowTemplate(dataset_id, channel))
  for (; row < rows; row += 1) {
    const template = templates[row % templates.length]
    writer.append('live', fillBatch(template, Math.floor(row / templates.length), BATCH_EVENTS))
  }
  writer.close()
}
