import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useState } from 'react'
import { sessionQuery } from '../../client/queries.js'
import { wholeCharacters } from '../../client/whole-characters.js'
import { type Followed, type FollowedAction, follow, NOTHING_FOLLOWED, type Told } from './followed.js'
import type { Journey, TestNotice, TestRow } from './test-row.js'

/** How the stream stands. `lost`: since when, in ms; it is tried again by itself. */
export type Line = { kind: 'opening' | 'live' } | { kind: 'lost'; since_ms: number }

/** Rows that come this soon after the stream opened were there before. */
const BACKLOG_MS = 400
/** Many rows at once are drawn once. */
const GATHER_MS = 25
const AGAIN_MS = 5_000

interface TestStream {
  followed: Followed
  act(action: FollowedAction): void
  line: Line
  again(): void
}

/** Follows what arrives for a dataset's tests, for as long as the page is open. */
export function useTestStream(dataset_id: string): TestStream {
  const queries = useQueryClient()
  const [followed, act] = useReducer(follow, NOTHING_FOLLOWED)
  const [line, setLine] = useState<Line>({ kind: 'opening' })
  const [attempt, setAttempt] = useState(0)
  const again = () => setAttempt((before) => before + 1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another stream.
  useEffect(() => {
    let gathered: Told[] = []
    let drawing: ReturnType<typeof setTimeout> | undefined
    let trying: ReturnType<typeof setTimeout> | undefined
    const tell = (told: Told) => {
      gathered.push(told)
      drawing ??= setTimeout(() => {
        act({ kind: 'told', told: gathered })
        gathered = []
        drawing = undefined
      }, GATHER_MS)
    }
    const lose = () => {
      setLine((before) => (before.kind === 'lost' ? before : { kind: 'lost', since_ms: Date.now() }))
    }
    const close = openStream(dataset_id, {
      tell,
      opened: () => setLine({ kind: 'live' }),
      lost: lose,
      // A refusal has no words here: whether the session has ended is asked for, the rest is tried again.
      refused: () => {
        lose()
        void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
        trying = setTimeout(again, AGAIN_MS)
      },
    })
    return () => {
      close()
      clearTimeout(drawing)
      clearTimeout(trying)
    }
  }, [dataset_id, attempt, queries])
  return { followed, act, line, again }
}

interface Listener {
  tell(told: Told): void
  opened(): void
  /** the browser comes again by itself, and says where it was */
  lost(): void
  /** it does not */
  refused(): void
}

function openStream(dataset_id: string, { tell, opened, lost, refused }: Listener): () => void {
  const source = new EventSource(`/api/datasets/${encodeURIComponent(dataset_id)}/test-events/stream`)
  let opened_ms = Number.POSITIVE_INFINITY
  const on = <Data>(event: string, take: (data: Data) => void) =>
    source.addEventListener(event, ({ data }: MessageEvent<string>) =>
      take(JSON.parse(wholeCharacters(data)) as Data),
    )
  const takeRow = (row: TestRow) =>
    tell({ kind: 'row', row: { ...row, is_new: performance.now() - opened_ms > BACKLOG_MS } })
  on<TestRow>('row', takeRow)
  on<TestRow>('update', takeRow)
  on<Journey>('journey', (journey) => tell({ kind: 'journey', journey }))
  on<TestNotice>('notice', (notice) => tell({ kind: 'notice', notice }))
  on<{ count: number }>('left_out', ({ count }) => tell({ kind: 'left_out', count }))
  source.addEventListener('not_allowed', () => {
    source.close()
    refused()
  })
  source.onopen = () => {
    opened_ms = performance.now()
    opened()
  }
  source.onerror = () => (source.readyState === EventSource.CLOSED ? refused() : lost())
  return () => source.close()
}
