import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'

/** Where a file of orders comes from. It is read twice: looked through, then taken in. */
export interface OrdersSource {
  bytes: number
  /** the first 64 KiB, without a byte order mark */
  head: string
  /** from its beginning, at each call */
  stream(): Readable
  text(): string
}

const HEAD_BYTES = 64 * 1024
const SLICE_BYTES = 64 * 1024

/** A file. @throws Error of the file system's, with its code */
export function fileSource(file: string): OrdersSource {
  return {
    bytes: statSync(file).size,
    head: textOf(headOf(file)),
    stream: () => createReadStream(file),
    text: () => textOf(readFileSync(file)),
  }
}

/** What was sent. Between two slices of it others have their turn. */
export function bytesSource(bytes: Uint8Array): OrdersSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    bytes: buffer.length,
    head: textOf(buffer.subarray(0, HEAD_BYTES)),
    stream: () => Readable.from(slicesOf(buffer), { objectMode: false }),
    text: () => textOf(buffer),
  }
}

async function* slicesOf(buffer: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < buffer.length; from += SLICE_BYTES) {
    await new Promise((resolve) => setImmediate(resolve))
    yield buffer.subarray(from, from + SLICE_BYTES)
  }
}

function headOf(file: string): Buffer {
  const descriptor = openSync(file, 'r')
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    return head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0))
  } finally {
    closeSync(descriptor)
  }
}

const textOf = (bytes: Buffer): string => bytes.toString('utf8').replace(/^\uFEFF/, '')
