import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chooseClientIp, readClientIp } from './client-ip.js'

const file = new URL('../../../../fixtures/identify/fbc-fbp.jsonl', import.meta.url)
for (const line of readFileSync(file, 'utf8').split('\n')) {
  const vector = line === '' ? {} : JSON.parse(line)
  if (vector.op !== 'client_ip') continue
  const { cookies, x_forwarded_for, remote_address } = vector.input
  test(`chooseClientIp: ${vector.id}`, () =>
    expect(
      chooseClientIp({
        fbi: cookies._fbi,
        forwarded_for: x_forwarded_for ?? undefined,
        remote_address: remote_address ?? undefined,
      }),
    ).toBe(vector.expected.client_ip_address))
}

test('readClientIp: strips an appendix', () =>
  expect(readClientIp(' 203.0.113.7.AQQAAQMA')?.text).toBe('203.0.113.7'))
test('readClientIp: no address', () => expect(readClientIp('unknown')).toBeNull())
