import { expect, test } from 'vitest'
import { diagnosed, NOW } from './diagnosed.fixture.js'
import type { Configuration } from './port.js'

const DAY = 24 * 3_600_000

/** Each adapter's test runs it. `now_ms` of the one that `open` opens is 1763900000000. */
export function issueContract(name: string, open: () => Configuration): void {
  const shop = () => {
    const configuration = open()
    const { id: dataset_id } = configuration.createDataset({ name: 'Shop' })
    const record = (found: Parameters<typeof diagnosed>[0][], now_ms = NOW) =>
      configuration.recordIssues(dataset_id, found.map(diagnosed), now_ms)
    return { configuration, dataset_id, record }
  }

  test(`${name}: what is diagnosed is an issue, with an id of its own`, () => {
    const { configuration, dataset_id, record } = shop()
    const news = record([{}])
    expect(news).toEqual([
      {
        event: 'new',
        issue_id: 1,
        severity: 'warning',
        code: 'missing_value',
        event_name: 'Purchase',
        channel: 'browser',
        detail: null,
      },
    ])
    const { code, event_name, channel, detail, first_ms, last_ms, ...summary } = diagnosed()
    const issue = {
      id: 1,
      dataset_id,
      state: 'active',
      ...{ code, event_name, channel, detail, first_ms, last_ms, summary },
      ...{ marked_at_ms: null, marked_by: null, returned: 0, alerted_at_ms: null },
      history: [{ what: 'opened', at_ms: NOW, by: null, affected: summary.affected, total: summary.total }],
    }
    expect(configuration.issues(dataset_id)).toEqual([issue])
    expect(configuration.issue(1)).toEqual(issue)
    expect(configuration.issue(2)).toBeUndefined()
  })

  test(`${name}: told the same again, nothing happens and nothing changes`, () => {
    const { configuration, dataset_id, record } = shop()
    record([{}, { channel: 'server' }])
    const before = configuration.issues(dataset_id)
    expect(record([{}, { channel: 'server' }])).toEqual([])
    expect(configuration.issues(dataset_id)).toEqual(before)
  })

  test(`${name}: a life: new, resolved by itself, returned, marked, returned, ignored, restored`, () => {
    const { configuration, dataset_id, record } = shop()
    const life = [record([{}])]
    life.push(record([], NOW + 8 * DAY))
    life.push(record([{ last_ms: NOW + 9 * DAY }], NOW + 9 * DAY))
    expect(configuration.markIssue(1, 'resolved', 'ann')).toMatchObject({
      state: 'marked_resolved',
      marked_at_ms: NOW,
      marked_by: 'ann',
    })
    life.push(record([{ last_ms: NOW + 9.5 * DAY }], NOW + 9.5 * DAY))
    configuration.markIssue(1, 'ignored', null)
    life.push(record([{ last_ms: NOW + 10 * DAY }], NOW + 10 * DAY))
    expect(life.map((news) => news.map(({ event }) => event))).toEqual([
      ['new'],
      ['resolved'],
      ['returned'],
      ['returned'],
      [],
    ])
    expect(configuration.issues(dataset_id)).toMatchObject([{ state: 'ignored', returned: 2 }])
    expect(configuration.markIssue(1, 'restored', 'ann')).toMatchObject({ state: 'active' })
    expect(configuration.issue(1)).toMatchObject({ state: 'active', marked_by: 'ann' })
    expect(configuration.issue(1)?.history.map(({ what, by }) => [what, by])).toEqual([
      ['opened', null],
      ['quiet', null],
      ['returned', null],
      ['resolved', 'ann'],
      ['returned', null],
      ['ignored', null],
      ['restored', 'ann'],
    ])
  })

  test(`${name}: issues are their dataset's, the latest seen first, and go with it`, () => {
    const { configuration, dataset_id, record } = shop()
    const { id: other } = configuration.createDataset({ name: 'Other' })
    record([{ last_ms: NOW - 9 }, { code: 'coverage_low', last_ms: NOW - 3 }])
    configuration.recordIssues(other, [diagnosed()], NOW)
    expect(configuration.issues(dataset_id).map(({ code }) => code)).toEqual([
      'coverage_low',
      'missing_value',
    ])
    configuration.deleteDataset(dataset_id)
    expect(configuration.issues(dataset_id)).toEqual([])
    expect(configuration.issues(other)).toHaveLength(1)
  })

  test(`${name}: of no dataset nothing is recorded, and of no issue nothing is said`, () => {
    const { configuration } = shop()
    expect(configuration.recordIssues('100000000000001', [diagnosed()], NOW)).toEqual([])
    expect(configuration.issues('100000000000001')).toEqual([])
    expect(configuration.markIssue(7, 'resolved', null)).toBeUndefined()
  })
}
