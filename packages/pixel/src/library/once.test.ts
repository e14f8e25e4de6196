import { expect, test, vi } from 'vitest'
import { giveLocalStorage } from './local-storage.fixture.js'

/** The rule as a page has it: what it remembers by itself is gone with the page. */
async function newPage(): Promise<(event_name: string, event_id?: unknown, order_id?: unknown) => boolean> {
  vi.resetModules()
  const { isFirst } = await import('./once.js')
  return (event_name, event_id, order_id) => isFirst('1', event_name, event_id, order_id)
}

test('isFirst: the same action is not, in this page or in the next', async () => {
  giveLocalStorage()
  const isFirst = await newPage()
  expect([isFirst('Purchase', 'a'), isFirst('Purchase', 'a'), isFirst('Purchase', 'b')]).toEqual([
    true,
    false,
    true,
  ])
  const isFirstInNext = await newPage()
  expect([isFirstInNext('Purchase', 'a'), isFirstInNext('Lead', 'a')]).toEqual([false, true])
})

test('isFirst: where nothing can be kept, in this page', async () => {
  giveLocalStorage(null)
  const isFirst = await newPage()
  expect([isFirst('Purchase', 'a'), isFirst('Purchase', 'a')]).toEqual([true, false])
  expect((await newPage())('Purchase', 'a')).toBe(true)
})

const pairs: [
  title: string,
  first: [string, unknown?, unknown?],
  then: [string, unknown?, unknown?],
  is: boolean,
][] = [
  ['an order_id is an id where there is none', ['Purchase', undefined, 7], ['Purchase', undefined, 7], false],
  ['an event id goes before an order_id', ['Purchase', 'a', 7], ['Purchase', 'b', 7], true],
  ['an order_id is a Purchase’s only', ['Lead', undefined, 7], ['Lead', undefined, 7], true],
  ['no id', ['Purchase'], ['Purchase'], true],
  ['an event that happens often', ['AddToCart', 'a'], ['AddToCart', 'a'], true],
  ['case counts', ['Purchase', 'a'], ['Purchase', 'A'], true],
]
for (const [title, first, then, is] of pairs)
  test(`isFirst: ${title}`, async () => {
    giveLocalStorage()
    const isFirst = await newPage()
    expect(isFirst(...first)).toBe(true)
    expect(isFirst(...then)).toBe(is)
  })

test('isFirst: after 48 hours it is again; nothing of an order is kept; no more than 100', async () => {
  const held = giveLocalStorage()
  vi.useFakeTimers({ now: 1_795_000_000_000 })
  try {
    const isFirst = await newPage()
    isFirst('Purchase', 'order-1001')
    expect(held._cs_o).not.toContain('order-1001')
    vi.advanceTimersByTime(48 * 3_600_000 - 1)
    expect(isFirst('Purchase', 'order-1001')).toBe(false)
    vi.advanceTimersByTime(1)
    expect(isFirst('Purchase', 'order-1001')).toBe(true)
    for (let n = 0; n < 150; n++) isFirst('Purchase', `o${n}`)
    expect(Object.keys(JSON.parse(held._cs_o ?? ''))).toHaveLength(100)
  } finally {
    vi.useRealTimers()
  }
})
