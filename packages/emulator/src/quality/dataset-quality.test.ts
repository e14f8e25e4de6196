import { expect, test } from 'vitest'
import { ask, beacon, DATASET_ID, EM, emulator, purchase, send } from '../client.fixture.js'
import type { Emulator } from '../start-emulator.js'

const FBP = 'fb.1.1763900000000.42'

const quality = (meta: Emulator, query: string) =>
  ask(`${meta.url}/v24.0/dataset_quality?dataset_id=${DATASET_ID}&access_token=T${query}`)

test('dataset_quality says what follows from what came in, and `{}` before anything has', async () => {
  const meta = await emulator()
  expect((await quality(meta, '')).json).toEqual({})
  await send(meta, [purchase('A1'), purchase('A2', { user_data: { external_id: [EM], fbp: FBP } })])
  await beacon(meta, { eid: 'A1' })
  await beacon(meta, { eid: 'A9', fbp: FBP })
  const { json } = await quality(
    meta,
    '&fields=web{event_name,event_match_quality{match_key_feedback},event_coverage,dedupe_key_feedback}',
  )
  expect(json).toEqual({
    web: [
      {
        event_name: 'Purchase',
        event_match_quality: {
          match_key_feedback: [
            { identifier: 'email', coverage: { percentage: 50 } },
            { identifier: 'external_id', coverage: { percentage: 50 } },
            { identifier: 'fbp', coverage: { percentage: 50 } },
          ],
        },
        event_coverage: { percentage: 50, goal_percentage: 75 },
        dedupe_key_feedback: [
          feedback('event_id', 100, 100, 50),
          feedback('external_id', 0, 50, 0),
          feedback('fbp', 50, 50, 0),
        ],
      },
    ],
  })
  expect((await quality(meta, '&fields=web{event_name}')).json).toEqual({ web: [{ event_name: 'Purchase' }] })
})

const feedback = (dedupe_key: string, browser: number, server: number, overall: number) => ({
  dedupe_key,
  browser_events_with_dedupe_key: { percentage: browser },
  server_events_with_dedupe_key: { percentage: server },
  overall_browser_coverage_from_dedupe_key: { percentage: overall },
})

const qualityRefused: [title: string, query: string, message: RegExp][] = [
  ["the docs' misspelt field", '&fields=web{dedup_key_feedback}', /nonexisting field \(dedup_key_feedback\)/],
  ['braces that do not close', '&fields=web{event_name', /Invalid parameter/],
]
for (const [title, query, message] of qualityRefused)
  test(`dataset_quality refuses ${title}`, async () => {
    const { status, json } = await quality(await emulator(), query)
    expect([status, json.error?.code, json.error?.message]).toEqual([
      400,
      100,
      expect.stringMatching(message),
    ])
  })
