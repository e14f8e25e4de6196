import type { Claim } from '@countersign/core'
import { expect, test } from 'vitest'
import type { HeldFacts } from './facts.fixture.js'
import { OTHER } from './names.js'
import type { AmountCell, Cell, Facts, FactsStore, Rejudging, SightingRow } from './port.js'

const DATASET = '100000000000001'
const OTHERS = '100000000000002'

const rowOf = (seq: number, changes: Partial<SightingRow> = {}): SightingRow => ({
  seq,
  dataset_id: DATASET,
  received_at_ms: 1_763_900_000_000 + seq,
  channel: 'browser',
  name_id: 1,
  sighting_id: null,
  verdict: 'counted',
  method: null,
  event_seq: seq,
  opens: true,
  value: null,
  currency: null,
  browser: true,
  server: false,
  shown_seq: null,
  ...changes,
})
const rows: [title: string, row: SightingRow][] = [
  ['an anchor', rowOf(65_536)],
  [
    'one by a server, with the largest numbers',
    rowOf(2 ** 53 - 1, { dataset_id: '8999999999999999', channel: 'server' }),
  ],
  ['one that is not judged yet', rowOf(65_536, { verdict: null, opens: false, browser: false })],
  [
    "a duplicate, by its sender's id",
    rowOf(9, { verdict: 'duplicate', method: 'event_id', event_seq: 7, sighting_id: 'é"1' }),
  ],
  ['by fbp', rowOf(9, { verdict: 'duplicate', method: 'fbp', event_seq: 7 })],
  ['by external_id', rowOf(9, { verdict: 'duplicate', method: 'external_id', event_seq: 7 })],
  ['offline', rowOf(9, { verdict: 'duplicate', method: 'offline', event_seq: 7 })],
  ['a value and its currency', rowOf(9, { value: '1e-7', currency: 'USD', shown_seq: 9, server: true })],
  ['a value that is no number, without a currency', rowOf(9, { value: '', shown_seq: 11, browser: false })],
]

const holder = (seq: number) => ({ seq, received_at_ms: 1_763_900_000_000 + seq, event_seq: seq - 1 })
const claims: [title: string, claim: Claim][] = [
  ['latest', { latest: holder(70_000) }],
  ['both', { latest: holder(70_000), latest_without_id: holder(70_000) }],
  ['two holders', { latest: holder(2 ** 52), latest_without_id: holder(70_000) }],
  ['only one without an id', { latest_without_id: holder(70_000) }],
  ['none', {}],
]

const CELL: Cell = {
  dataset_id: DATASET,
  hour: 5,
  segment: 2,
  name_id: 1,
  channel: 'server',
  state: 'counted',
  code: '',
}
const AMOUNT: AmountCell = { dataset_id: DATASET, hour: 5, segment: 2, name_id: 1 }
const PRESENT = ['em\u0001ph', 'value', 'shop.example', 'website', '', ''].join('\u0002')

/** Each adapter's test runs it: `factsStoreContract('memory', memoryHeld)` */
export function factsStoreContract(name: string, open: () => HeldFacts): void {
  /** One step at the cursor, which it leaves where it is. */
  const inStep = <T>(store: FactsStore, work: (facts: Facts) => T): T => {
    const done: T[] = []
    const cursor = store.cursor()
    store.step(cursor, (facts) => {
      done.push(work(facts))
      return cursor
    })
    return done[0] as T
  }

  const steps: [title: string, steps: [after: number, to: number][], cursor: number, taken: number][] = [
    ['a step moves the cursor', [[0, 7]], 7, 1],
    [
      'a step is taken once',
      [
        [0, 7],
        [0, 7],
      ],
      7,
      1,
    ],
    [
      'one that goes on from elsewhere changes nothing',
      [
        [0, 7],
        [5, 9],
      ],
      7,
      1,
    ],
    [
      'steps follow one another',
      [
        [0, 7],
        [7, 9],
        [7, 9],
      ],
      9,
      2,
    ],
    [
      'a step may stay where it is',
      [
        [0, 7],
        [7, 7],
        [7, 8],
      ],
      8,
      3,
    ],
  ]
  for (const [title, given, cursor, taken] of steps)
    test(`${name}: ${title}`, () => {
      const { store } = open()
      let runs = 0
      const answers = given.map(([after, to]) =>
        store.step(after, () => {
          runs += 1
          return to
        }),
      )
      expect([store.cursor(), runs]).toEqual([cursor, taken])
      expect(answers.filter((answer) => answer === 'taken')).toHaveLength(taken)
    })

  test(`${name}: a step that throws keeps nothing, and is taken whole the next time`, () => {
    const { store, rows, books } = open()
    const work = (facts: Facts) => {
      facts.nameId(DATASET, 'Purchase')
      facts.addSighting(rowOf(9, { sighting_id: 's' }))
      facts.setClaim('k', { latest: holder(9) })
      facts.noteBrowser(1, 5, true)
      facts.count(CELL, 1, PRESENT)
      facts.addAmount(AMOUNT, 'both', '1')
      facts.setCountedWith(DATASET, { rebuilds_done: 1, settings: {} as never })
      facts.setRejudgings([rejudging])
    }
    const failing = () =>
      store.step(0, (facts) => {
        work(facts)
        throw new Error('the power went')
      })
    expect(failing).toThrow('the power went')
    expect([store.cursor(), rows(), books(), store.rejudgings(), store.countedWith(DATASET)]).toEqual([
      0,
      [],
      [],
      [],
      undefined,
    ])
    const left = inStep(store, (facts) => [
      facts.claim('k'),
      facts.sightingById(DATASET, 's'),
      facts.latestMs(DATASET),
      facts.latestBrowser(1).any_ms,
      facts.nameId(DATASET, 'Lead'),
    ])
    expect(left).toEqual([undefined, undefined, 0, 0, 1])
    inStep(store, work)
    expect([rows().length, books().length, store.rejudgings().length]).toEqual([1, 7, 1])
  })

  for (const [title, row] of rows)
    test(`${name}: a sighting comes back as it was: ${title}`, () => {
      const { store } = open()
      inStep(store, (facts) => facts.addSighting({ ...row }))
      expect(inStep(store, (facts) => facts.sighting(row.seq))).toEqual(row)
      inStep(store, (facts) => facts.changeSighting({ ...row, opens: !row.opens, value: '3' }))
      expect(inStep(store, (facts) => facts.sighting(row.seq))).toEqual({
        ...row,
        opens: !row.opens,
        value: '3',
      })
      inStep(store, (facts) => facts.removeSighting(row))
      expect(inStep(store, (facts) => facts.sighting(row.seq))).toBeUndefined()
    })

  test(`${name}: what is read out is nobody else's: changing it changes nothing`, () => {
    const { store } = open()
    inStep(store, (facts) => facts.addSighting(rowOf(9)))
    inStep(store, (facts) => Object.assign(facts.sighting(9) ?? {}, { value: '5' }))
    expect(inStep(store, (facts) => facts.sighting(9)?.value)).toBeNull()
  })

  for (const [title, claim] of claims)
    test(`${name}: a claim comes back as it was: ${title}`, () => {
      const { store } = open()
      inStep(store, (facts) => facts.setClaim('k', claim))
      expect(inStep(store, (facts) => facts.claim('k'))).toEqual(claim)
      expect(inStep(store, (facts) => facts.claim('k '))).toBeUndefined()
      inStep(store, (facts) => facts.setClaim('k', { latest: holder(80_000) }))
      expect(inStep(store, (facts) => facts.claim('k'))).toEqual({ latest: holder(80_000) })
      inStep(store, (facts) => facts.setClaim('k', {}))
      expect(inStep(store, (facts) => facts.claim('k')) ?? {}).toEqual({})
    })

  test(`${name}: a step reads what it has written itself`, () => {
    const { store } = open()
    inStep(store, (facts) => facts.addSighting(rowOf(2, { sighting_id: 'old' })))
    const seen = inStep(store, (facts) => {
      facts.setClaim('k', { latest: holder(9) })
      facts.addSighting(rowOf(9, { verdict: 'duplicate', event_seq: 2, sighting_id: 's' }))
      facts.changeSighting(rowOf(9, { verdict: 'duplicate', event_seq: 2, sighting_id: 's' }))
      facts.removeSighting(rowOf(2, { sighting_id: 'old' }))
      facts.setRejudgings([rejudging])
      facts.noteBrowser(1, 7, false)
      return [
        facts.claim('k')?.latest?.seq,
        facts.sightingById(DATASET, 's')?.seq,
        facts.sightingById(DATASET, 'old'),
        facts.sighting(2),
        facts.latestMs(DATASET),
        facts.rejudgings(),
        facts.latestBrowser(1),
      ]
    })
    expect(seen).toEqual([
      9,
      9,
      undefined,
      undefined,
      1_763_900_000_009,
      [rejudging],
      { any_ms: 7, without_id_ms: 0 },
    ])
  })

  test(`${name}: a sender's sighting id is its dataset's own`, () => {
    const { store } = open()
    inStep(store, (facts) => facts.addSighting(rowOf(9, { sighting_id: 's' })))
    const found = inStep(store, (facts) => [
      facts.sightingById(DATASET, 's')?.seq,
      facts.sightingById(OTHERS, 's'),
    ])
    expect(found).toEqual([9, undefined])
  })

  test(`${name}: an event's duplicates, but not its anchor, as the step has changed them`, () => {
    const { store } = open()
    const joined = (seq: number, event_seq: number) => rowOf(seq, { verdict: 'duplicate', event_seq })
    inStep(store, (facts) => {
      for (const row of [rowOf(1), joined(2, 1), joined(3, 1), rowOf(4), joined(5, 4)]) facts.addSighting(row)
    })
    const seqs = (facts: Facts) =>
      facts
        .duplicatesOf(1)
        .map((row) => row.seq)
        .sort()
    expect(inStep(store, seqs)).toEqual([2, 3])
    const moved = inStep(store, (facts) => {
      facts.changeSighting(joined(5, 1))
      const leaves = facts.sighting(2)
      if (leaves) facts.changeSighting(Object.assign(leaves, { event_seq: 2, verdict: 'counted' as const }))
      facts.removeSighting(rowOf(3))
      return seqs(facts)
    })
    expect(moved).toEqual([5])
    expect(inStep(store, seqs)).toEqual([5])
  })

  const pages: [title: string, from: number, before: number, count: number, want: number[]][] = [
    ['oldest first', 0, 100, 100, [4, 1, 2, 3]],
    ['from inclusive, before exclusive', 10, 20, 100, [1, 2]],
    ['the count may be passed by what shares a millisecond', 0, 100, 2, [4, 1, 2]],
    ['exactly as many', 0, 100, 1, [4]],
    ['none', 21, 100, 5, []],
  ]
  for (const [title, from_ms, before_ms, count, want] of pages)
    test(`${name}: sightings by time, in whole milliseconds: ${title}`, () => {
      const { store } = open()
      inStep(store, (facts) => {
        const times = [
          [1, 10],
          [2, 10],
          [3, 20],
          [4, 5],
        ] as const
        for (const [seq, received_at_ms] of times) facts.addSighting(rowOf(seq, { received_at_ms }))
        facts.addSighting(rowOf(6, { received_at_ms: 10, dataset_id: OTHERS }))
      })
      const page = inStep(store, (facts) => facts.sightingsByTime(DATASET, from_ms, before_ms, count))
      expect(page.map((row) => row.seq)).toEqual(want)
      expect(inStep(store, (facts) => [facts.latestMs(DATASET), facts.latestMs('3')])).toEqual([20, 0])
    })

  test(`${name}: names have numbers of their dataset's own, and keep them`, () => {
    const { store } = open()
    const ids = () =>
      inStep(store, (facts) => ['Lead', 'lead', ' Lead'].map((text) => facts.nameId(DATASET, text)))
    expect(ids()).toEqual([1, 2, 3])
    expect(inStep(store, (facts) => facts.nameId(OTHERS, 'Lead'))).toBe(4)
    expect(ids()).toEqual([1, 2, 3])
  })

  test(`${name}: beyond the cap of names all share one, and what is known stays known`, () => {
    const { store } = open()
    const [first, beyond, another, known, others] = inStep(store, (facts) => {
      const first = facts.nameId(DATASET, 'n0')
      for (let i = 1; i < 10_000; i += 1) facts.nameId(DATASET, `n${i}`)
      return [first, 'beyond', 'another', 'n0', OTHER].map((n) =>
        typeof n === 'number' ? n : facts.nameId(DATASET, n),
      )
    })
    expect([beyond, another, known]).toEqual([others, others, first])
    expect(inStep(store, (facts) => facts.nameId(OTHERS, 'beyond'))).not.toBe(others)
  })

  test(`${name}: the latest browser sighting of a name, and the latest without an event_id`, () => {
    const { store } = open()
    inStep(store, (facts) => facts.nameId(DATASET, 'Purchase'))
    expect(inStep(store, (facts) => facts.latestBrowser(1))).toEqual({ any_ms: 0, without_id_ms: 0 })
    inStep(store, (facts) => {
      facts.noteBrowser(1, 10, true)
      facts.noteBrowser(1, 30, false)
      facts.noteBrowser(1, 20, true)
    })
    expect(inStep(store, (facts) => facts.latestBrowser(1))).toEqual({ any_ms: 30, without_id_ms: 20 })
    inStep(store, (facts) => facts.noteBrowser(1, 5, true))
    expect(inStep(store, (facts) => facts.latestBrowser(1))).toEqual({ any_ms: 30, without_id_ms: 20 })
  })

  test(`${name}: counts add up over steps, with what was present, and cancel`, () => {
    const { store, books } = open()
    inStep(store, (facts) => facts.nameId(DATASET, 'Purchase'))
    inStep(store, (facts) => {
      facts.count(CELL, 1, PRESENT)
      facts.count({ ...CELL, state: 'rejected', code: '2804003' }, 3, '')
      facts.count(CELL, 1, PRESENT)
    })
    inStep(store, (facts) => facts.count(CELL, 1, ''))
    expect(books()).toEqual([
      '5 2 Purchase server counted  = 3',
      '5 2 Purchase server counted action_source:website = 2',
      '5 2 Purchase server counted host:shop.example = 2',
      '5 2 Purchase server counted match_key:em = 2',
      '5 2 Purchase server counted match_key:ph = 2',
      '5 2 Purchase server counted param:value = 2',
      '5 2 Purchase server rejected 2804003 = 3',
    ])
    inStep(store, (facts) => {
      facts.count(CELL, -2, '')
      facts.count({ ...CELL }, -1, '')
      facts.count({ ...CELL, state: 'rejected', code: '2804003' }, -3, '')
      facts.count(CELL, 0, PRESENT)
      facts.count(CELL, -2, PRESENT)
      facts.count(CELL, 2, '')
    })
    expect(books()).toEqual([])
  })

  test(`${name}: amounts add up exactly over steps, and cancel`, () => {
    const { store, books } = open()
    inStep(store, (facts) => facts.nameId(DATASET, 'Purchase'))
    const add = (...amounts: string[]) =>
      inStep(store, (facts) => {
        for (const amount of amounts) facts.addAmount(AMOUNT, 'value:USD', amount)
      })
    add('0.1', '0.2', '12345678901234567890.5')
    add('-0.1')
    expect(books()).toEqual(['5 2 Purchase value:USD = 12345678901234567890.7'])
    add('-12345678901234567890.7')
    expect(books()).toEqual([])
  })

  test(`${name}: books are cleared from a segment on, before a step adds`, () => {
    const { store, books } = open()
    inStep(store, (facts) => facts.nameId(DATASET, 'Purchase'))
    inStep(store, (facts) => {
      for (const segment of [2, 3, 4]) facts.count({ ...CELL, segment }, 1, '')
      for (const segment of [2, 3]) facts.addAmount({ ...AMOUNT, segment }, 'both', '1')
    })
    inStep(store, (facts) => {
      facts.count({ ...CELL, segment: 4 }, 5, '')
      facts.clearBooks(DATASET, 3)
      facts.clearBooks(OTHERS, 0)
    })
    expect(books()).toEqual([
      '5 2 Purchase both = 1',
      '5 2 Purchase server counted  = 1',
      '5 4 Purchase server counted  = 5',
    ])
  })

  const rejudging: Rejudging = {
    dataset_id: DATASET,
    clear_from_seq: 65_536,
    load_from: 3,
    load_to: 4,
    loads: 'all',
    since_ms: null,
    next_ms: 17,
  }
  test(`${name}: what is to be judged again, and what it was counted with, is kept`, () => {
    const { store } = open()
    const made = {
      rebuilds_done: 2,
      settings: { deduplication_window_ms: 1, browser_preferred_ms: 2, merge_window_ms: 3 },
    }
    expect([store.rejudgings(), store.countedWith(DATASET), store.keptFrom(DATASET)]).toEqual([
      [],
      undefined,
      0,
    ])
    inStep(store, (facts) => {
      facts.setRejudgings([rejudging, { ...rejudging, dataset_id: OTHERS }])
      facts.setCountedWith(DATASET, made)
    })
    expect(store.rejudgings().map((task) => task.dataset_id)).toEqual([DATASET, OTHERS])
    expect([store.rejudgings()[0], store.countedWith(DATASET)]).toEqual([rejudging, made])
    inStep(store, (facts) => facts.setRejudgings(facts.rejudgings().slice(1)))
    expect(store.rejudgings()).toHaveLength(1)
  })
}
