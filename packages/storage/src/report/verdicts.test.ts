import { expect, test } from 'vitest'
import { seqOf, sightingIdOf } from '../journal/port.js'
import { openTestData, sightingLine } from '../process/data.fixture.js'

test('verdicts by place: what is counted, what is a duplicate of which, and nothing of what is not judged', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const first = data.live(sightingLine(id, 'browser', 'A1'), {
    ...sightingLine(id, 'browser', 'B1'),
    sighting_id: 'sent-once',
  })
  const again = data.live({ ...sightingLine(id, 'browser', 'B1'), sighting_id: 'sent-once' })
  data.clocks.pass(1_800)
  const second = data.live(sightingLine(id, 'server', 'A1'))
  const seqs = [seqOf(first, 0), seqOf(first, 1), seqOf(again, 0), seqOf(second, 0), seqOf(9, 9)]
  expect(data.reading.verdicts(seqs)).toEqual([])
  data.settle()
  const [counted, sent_once, duplicate, ...more] = data.reading.verdicts(seqs)
  const { store_id } = data.counting.journal
  expect(counted).toMatchObject({
    seq: seqs[0],
    dataset_id: id,
    sighting_id: sightingIdOf(seqOf(first, 0), store_id),
    verdict: 'counted',
    method: null,
    anchor: null,
  })
  expect(sent_once).toMatchObject({ seq: seqs[1], sighting_id: 'sent-once', verdict: 'counted' })
  expect(duplicate).toMatchObject({ seq: seqs[3], verdict: 'duplicate', method: 'event_id' })
  expect(duplicate?.anchor).toEqual({
    seq: seqs[0],
    channel: 'browser',
    received_at_ms: counted?.received_at_ms,
  })
  expect(more).toEqual([])
})
