import { setTimeout as pause } from 'node:timers/promises'
import type { Journey, TestRow } from '@countersign/core'
import type { Command } from 'commander'
import { readEventStream, type StreamEvent } from '../event-stream.js'
import { couldNot, print, printable, remark, wrongInput } from '../io.js'
import { stopped } from '../stopped.js'

interface Options {
  dataset: string
  url: string
  code?: string
  token?: string
  json?: boolean
}
/** How long it waits before it asks a server again that has gone. */
const AGAIN_MS = 2_000

/** `countersign test-events`: what arrives for a test, as it arrives, from a running server. */
export function testEventsCommand(program: Command): void {
  program
    .command('test-events')
    .description('Follow what arrives for a test code, or from a marked browser, live')
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--code <code>', 'only this test code')
    .option('--url <url>', 'where the server listens', `http://127.0.0.1:${process.env.PORT ?? 8787}`)
    .option('--token <token>', "the dataset's access token (COUNTERSIGN_ACCESS_TOKEN)")
    .option('--json', 'a JSON line each: {"event", "data"}')
    .action(async (options: Options) => {
      if (!URL.canParse(options.url))
        throw wrongInput(`--url ${options.url}: give a URL, e.g. http://127.0.0.1:8787`)
      const access_token = options.token ?? process.env.COUNTERSIGN_ACCESS_TOKEN
      if (!access_token) throw wrongInput('Say the access token: --token, or COUNTERSIGN_ACCESS_TOKEN.')
      const ending = new AbortController()
      const following = follow(options, access_token, ending.signal)
      await Promise.race([stopped().then(() => ending.abort()), following])
    })
}

/** Follows until it is told to stop; what a break has left out comes when the server is there again. */
async function follow(options: Options, access_token: string, signal: AbortSignal): Promise<void> {
  let last_id: string | null = null
  let is_first = true
  while (!signal.aborted) {
    const body: AsyncIterable<Uint8Array> | null = await open(options, access_token, last_id, signal).catch(
      (error: unknown) => {
        if (signal.aborted || (!is_first && !isRefused(error))) return null
        throw isRefused(error) ? error : couldNot(`${options.url} cannot be reached: ${reasonOf(error)}`)
      },
    )
    if (body !== null) {
      is_first = false
      last_id = (await show(body, options, signal)) ?? last_id
    }
    if (signal.aborted) return
    if (body !== null) remark('The stream has ended. Trying again …')
    await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** What fetch says is that it failed; why is behind it. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message : String(cause)
}

const isRefused = (error: unknown): boolean => error instanceof Error && error.name === 'CommandFailed'

async function open(
  { url, dataset, code }: Options,
  access_token: string,
  last_id: string | null,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const query = code === undefined ? '' : `?${new URLSearchParams({ code })}`
  const address = `${url.replace(/\/$/, '')}/api/datasets/${encodeURIComponent(dataset)}/test-events/stream${query}`
  const headers = {
    authorization: `Bearer ${access_token}`,
    ...(last_id !== null && { 'last-event-id': last_id }),
  }
  const response = await fetch(address, { headers, signal })
  if (response.ok && response.body !== null) return response.body
  if (last_id !== null && response.status >= 500) throw new Error('not ready yet')
  const { error } = (await response.json().catch(() => ({}))) as { error?: { message: string; fix?: string } }
  throw couldNot([error?.message ?? `HTTP ${response.status}`, error?.fix].filter(Boolean).join(' '))
}

/** @returns the last id that came */
async function show(
  body: AsyncIterable<Uint8Array>,
  { json }: Options,
  signal: AbortSignal,
): Promise<string | null> {
  let last_id: string | null = null
  try {
    for await (const said of readEventStream(body)) {
      last_id = said.id ?? last_id
      if (said.event === 'not_allowed') throw couldNot('The token holds no more.')
      if (json) print(JSON.stringify({ event: said.event, data: said.data }))
      else for (const line of linesOf(said)) print(line)
    }
  } catch (error) {
    // The server has gone, or we were told to stop.
    if (isRefused(error) && !signal.aborted) throw error
  }
  return last_id
}

/** What a person reads of an event; nothing of what the stream says of itself. */
function linesOf({ event, data }: StreamEvent): string[] {
  if (event === 'row' || event === 'update') return rowLines(data as TestRow)
  if (event === 'journey') return [journeyLine(data as Journey)]
  if (event === 'notice') return [(data as { title: string; fix: string }).title]
  return event === 'left_out' ? [`${(data as { count: number }).count} came too fast to be shown.`] : []
}

function rowLines(row: TestRow): string[] {
  const { received_at_ms, channel, event_name, event_id, status, why, match_keys, warnings, problems } = row
  const time = new Date(received_at_ms).toISOString().slice(11, 23)
  const named = `${printable(event_name || '(no name)')} ${event_id === null ? '(no event_id)' : printable(event_id)}`
  const remarks = [
    ...warnings.map(({ title, fix }) => `${title}. ${fix}`),
    ...problems.map(({ at, title, fix }) => `${at === '' ? '' : `${at}: `}${title}. ${fix}`),
  ]
  return [
    `${time}  ${row.test_event_code}  ${channel.padEnd(7)}  ${status.padEnd(9)}  ${named}`,
    `    ${why}`,
    ...(match_keys.length === 0 ? [] : [`    match keys: ${match_keys.join(', ')}`]),
    ...remarks.map((text) => `    ! ${printable(text)}`),
  ]
}

function journeyLine({ test_event_code, steps }: Journey): string {
  const said = steps.map(({ event_name, browser, server, deduplicated }) => {
    const by = deduplicated ? 'both' : [browser && 'browser', server && 'server'].filter(Boolean).join('+')
    return `${by === '' ? '·' : '✓'} ${event_name}${by === '' ? '' : ` (${by})`}`
  })
  return `    ${test_event_code}: ${said.join('  ')}`
}
