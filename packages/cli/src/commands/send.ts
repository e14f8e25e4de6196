import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { couldNot, print, remark, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

const EVENTS_PER_REQUEST = 1_000
const REQUEST_MS_MAX = 30_000

interface Options {
  data?: string
  json?: boolean
  dataset: string
  to: string
  token?: string
  testCode?: string
}

/** `countersign send FILE`: sends a JSON file of events as a Conversions API client would. */
export function sendCommand(program: Command): void {
  withOptions(
    program
      .command('send <file>')
      .description('Send a JSON file of events as a Conversions API client would'),
  )
    .requiredOption('--dataset <id>', 'the dataset to send to')
    .option('--to <url>', 'where it listens', `http://127.0.0.1:${process.env.PORT ?? 8787}`)
    .option('--token <token>', 'its access token (COUNTERSIGN_ACCESS_TOKEN)')
    .option('--test-code <code>', 'a test_event_code')
    .action(async (file: string, options: Options) => {
      if (!URL.canParse(options.to))
        throw wrongInput(`--to ${options.to}: give a URL, e.g. http://127.0.0.1:8787`)
      const events = readEvents(file)
      const access_token = options.token ?? process.env.COUNTERSIGN_ACCESS_TOKEN
      if (!access_token) throw wrongInput('Say the access token: --token, or COUNTERSIGN_ACCESS_TOKEN.')
      let received = 0
      for (let at = 0; at < events.length; at += EVENTS_PER_REQUEST)
        received += await post(events.slice(at, at + EVENTS_PER_REQUEST), access_token, options)
      print(options.json ? JSON.stringify({ events_received: received }) : `${received} events received.`)
    })
}

/** A list of events, or a request's body with its `data`. */
function readEvents(file: string): unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw wrongInput(
      `${file}: ${error instanceof Error ? error.message : error}. Give a JSON list of events, or {"data": […]}.`,
    )
  }
  const events = Array.isArray(parsed) ? parsed : (parsed as { data?: unknown } | null)?.data
  if (!Array.isArray(events) || events.length === 0)
    throw wrongInput(`${file}: no events. Give a JSON list of events, or {"data": […]}.`)
  return events
}

async function post(data: unknown[], access_token: string, options: Options): Promise<number> {
  const url = `${options.to.replace(/\/$/, '')}/${options.dataset}/events`
  const body = JSON.stringify({ data, ...(options.testCode ? { test_event_code: options.testCode } : {}) })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${access_token}` }
  const signal = AbortSignal.timeout(REQUEST_MS_MAX)
  const response = await fetch(url, { method: 'POST', headers, body, signal }).catch((error: unknown) => {
    throw couldNot(`${options.to} cannot be reached: ${error instanceof Error ? error.message : error}`)
  })
  const answer = (await response.json().catch(() => ({}))) as {
    events_received?: number
    messages?: string[]
    error?: { message: string; error_user_title?: string; error_user_msg?: string }
  }
  if (!response.ok || answer.error) {
    const {
      message = `HTTP ${response.status}`,
      error_user_title = '',
      error_user_msg = '',
    } = answer.error ?? {}
    throw couldNot([message, error_user_title, error_user_msg].filter(Boolean).join('\n'))
  }
  for (const message of answer.messages ?? []) remark(message)
  return answer.events_received ?? 0
}
