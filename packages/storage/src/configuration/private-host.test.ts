import { expect, test } from 'vitest'
import { type DestinationKind, privateHostOf } from './destination.js'

const HERE = 'http://127.0.0.1:8788'
/** @source docs/delivery.md; forwarder/src/guard/allowed-address.ts holds the same at sending time */
const cases: [
  title: string,
  kind: DestinationKind,
  url: string | null,
  allowed: string[],
  meta_url: string | undefined,
  want: string | null,
][] = [
  ["Meta's own address", 'meta', null, [], undefined, null],
  ["the operator's, unsaid", 'meta', null, [], HERE, null],
  ["the operator's, said", 'meta', `${HERE}/a`, [], HERE, null],
  ['another than the operator has set', 'meta', 'http://10.0.0.7', [], HERE, '10.0.0.7'],
  ['private, and nobody has set it', 'meta', HERE, [], undefined, '127.0.0.1'],
  ['of another kind: the operator has set none for it', 'conversions_api', HERE, [], HERE, '127.0.0.1'],
  ['allowed by name', 'conversions_api', HERE, ['127.0.0.1'], undefined, null],
  ['an IPv6, allowed by name', 'conversions_api', 'http://[::1]:80', ['::1'], undefined, null],
  ['public', 'conversions_api', 'https://capi.example', [], undefined, null],
]
for (const [title, kind, url, allowed_private_hosts, meta_url, want] of cases)
  test(`privateHostOf: ${title}`, () =>
    expect(privateHostOf({ kind, url, allowed_private_hosts }, meta_url)).toBe(want))
