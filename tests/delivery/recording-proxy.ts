import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request that passed, and what came of it. */
export interface Passed {
  method: string
  /** path and query */
  target: string
  headers: IncomingMessage['headers']
  body: string
  event_ids: string[]
  /** null: its sender has heard nothing */
  status: number | null
}

export interface RecordingProxy {
  url: string
  /** in the order in which they came */
  passed: readonly Passed[]
}

/**
 * Stands before Meta, hands everything on and remembers it: what an emulator that is killed has forgotten. Where there is
 * nobody to hand it on to, the connection breaks off.
 * @param to  the address, asked anew for each request
 */
export async function startRecordingProxy(to: () => string): Promise<RecordingProxy> {
  const passed: Passed[] = []
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await textOf(incoming)
    const { method = 'GET', url: target = '/', headers } = incoming
    const one: Passed = { method, target, headers, body, event_ids: idsIn(body), status: null }
    passed.push(one)
    try {
      const onward = request(`${to()}${target}`, { method, headers, agent: false }).end(body)
      const [answer] = (await once(onward, 'response')) as [IncomingMessage]
      const text = await textOf(answer)
      one.status = answer.statusCode ?? null
      outgoing.writeHead(one.status ?? 502, {
        'content-type': answer.headers['content-type'] ?? 'text/plain',
      })
      outgoing.end(text)
    } catch {
      incoming.socket.resetAndDestroy()
    }
  }
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passed }
}

/** @throws where its sender goes away before its end */
async function textOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of message as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const idsIn = (body: string): string[] =>
  (JSON.parse(body) as { data: { event_id: string }[] }).data.map(({ event_id }) => event_id)
