import { expect, test } from 'vitest'
import { readEventStream } from './event-stream.js'

async function read(text: string, bytes_each: number) {
  const bytes = Buffer.from(text)
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += bytes_each) yield bytes.subarray(at, at + bytes_each)
  }
  const events = []
  for await (const event of readEventStream(pieces())) events.push(event)
  return events
}

const STREAM = `retry: 2000

: still here

id: 7
event: row
data: {"name":"é: \\n😀"}

event: closing
data: {}

event: row
data: {"cut":`

test.each([1, 2, 3, 7, 1_000])('events whole, however they are cut: %i bytes at a time', async (bytes_each) =>
  expect(await read(STREAM, bytes_each)).toEqual([
    { event: 'row', data: { name: 'é: \n😀' }, id: '7' },
    { event: 'closing', data: {}, id: null },
  ]),
)

test('what never ends is no stream', async () =>
  expect(read('x'.repeat(2 ** 20 + 1), 65_536)).rejects.toThrow('without an end'))
