import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clickIdOf, fbcFromClickId, urlParameter } from './click-id.js'

const file = new URL('../../../../fixtures/identify/fbc-fbp.jsonl', import.meta.url)
for (const line of readFileSync(file, 'utf8').split('\n')) {
  const vector = line === '' ? {} : JSON.parse(line)
  if (vector.op !== 'url_param') continue
  test(`urlParameter: ${vector.id}`, () => {
    const [urls, name] = vector.input.args
    const found = [urls].flat().map((url: string) => urlParameter(url, name))
    expect(found.find((value) => value !== null) ?? null).toBe(vector.expected)
  })
}

const urls: [title: string, urls: (string | undefined)[], want: string | null][] = [
  ['the page goes first', ['https://s.example/?fbclid=a', 'https://l.example/?fbclid=b'], 'a'],
  ['the referrer is next', ['https://s.example/', 'l.example?x=1&fbclid=b#c'], 'b'],
  ['no page', [undefined, undefined], null],
  ['another name', ['https://s.example/?xfbclid=a&fbclidtest=b'], null],
  ['case stays', ['https://s.example/?fbclid=IwAR_xY'], 'IwAR_xY'],
  ['a fragment is no query', ['https://s.example/#?fbclid=a'], null],
  ['too long', [`https://s.example/?fbclid=${'a'.repeat(501)}`], null],
  ['scrubbed', ['https://s.example/?fbclid=_removed_'], null],
]
for (const [title, list, want] of urls) test(`clickIdOf: ${title}`, () => expect(clickIdOf(list)).toBe(want))

const clicks: [title: string, click_id: string, cookie: string | undefined, want: string | null][] = [
  ['no cookie', 'IwAR1', undefined, 'fb.1.50.IwAR1'],
  ['the same click keeps its time', 'IwAR1', 'fb.2.17.IwAR1.AQYAAQMA', 'fb.2.17.IwAR1'],
  ['a new click replaces it', 'IwAR2', 'fb.2.17.IwAR1', 'fb.1.50.IwAR2'],
  ['a dot is marked', 'a.b', undefined, 'fb.1.50.a__DOT__b'],
  ['a marked dot is the same click', 'a.b', 'fb.1.17.a__DOT__b', 'fb.1.17.a__DOT__b'],
  ['what an fbc cannot hold', 'jo@x', undefined, null],
]
for (const [title, click_id, cookie, want] of clicks)
  test(`fbcFromClickId: ${title}`, () =>
    expect(fbcFromClickId({ click_id, seen_at_ms: 50, subdomain_index: 1, cookie })).toBe(want))
