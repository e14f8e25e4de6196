import type { Trouble } from './troubles/trouble.js'
import { TROUBLES } from './troubles/troubles.js'

/** One thing that the demo has to show, and how to see that it does. */
export interface DemoPromise {
  says: string
  dataset: 'healthy' | 'troubled' | 'empty'
  /** an address under /api/datasets/{id}, or a command that takes --dataset and --json */
  seen: { get: string } | { run: string }
  /** whether the answer shows it */
  // biome-ignore lint/suspicious/noExplicitAny: an answer as it came, of any address or command
  holds(answer: any): boolean
}

interface ShownDiagnosis {
  code: string
  event_name: string | null
  channel: string | null
  detail: string | null
  issue: { state: string; returned: number } | null
}

/** What docs/demo.md lists and what the tests look for. */
export const PROMISES: readonly DemoPromise[] = [
  ...TROUBLES.map(promiseOf),
  {
    says: 'The shop has verified the domain of its second storefront, and forgotten its own.',
    dataset: 'troubled',
    seen: { get: '/domains' },
    holds: ({ data }) => states(data, 'status') === 'pending,verified',
  },
  {
    says: 'The server leaves the currency out of orders from abroad: they are refused.',
    dataset: 'troubled',
    seen: { get: '/stats' },
    holds: ({ rejections }) => rejections[2804010] > 0,
  },
  {
    says: 'Orders that were not counted, counted with another sum, or counted and never placed, each with its reason.',
    dataset: 'troubled',
    seen: { get: '/orders' },
    holds: ({ both, both_differs, only_shop, only_tracked, excluded }) =>
      both > 100 && Math.min(both_differs, only_shop, only_tracked, excluded) > 0,
  },
  {
    says: 'Match quality of AddToCart fell with the deploy.',
    dataset: 'troubled',
    seen: { get: '/quality?event=AddToCart' },
    holds: ({ events: [cart] }) => cart.match.composite_score < 5,
  },
  {
    says: 'Events are delivered to an emulated Meta; a few were refused and are dead letters. Sent again they are taken.',
    dataset: 'troubled',
    seen: { run: 'delivery status' },
    holds: ([{ counts }]) => counts.sent > 1_000 && counts.refused > 3,
  },
  {
    says: 'Alerts go to a webhook on this machine, which is refused; what waits for it is to be seen.',
    dataset: 'troubled',
    seen: { run: 'alert list' },
    holds: ([{ status }]) => status.waiting > 0 && status.failure !== null,
  },
  {
    says: 'A shop in good order: nothing is lost or counted twice, most of it came by both channels.',
    dataset: 'healthy',
    seen: { get: '/diagnostics' },
    holds: ({ active }) => active.error === 0,
  },
  {
    says: 'It sells in two currencies; the funnel from PageView to Purchase grows narrower at each step.',
    dataset: 'healthy',
    seen: { get: '/stats' },
    holds: ({ by_event }) =>
      FUNNEL.every(
        (name, at) => at === 0 || by_event[name].counted < by_event[FUNNEL[at - 1] ?? ''].counted,
      ) &&
      Object.keys(by_event.Purchase.value).sort().join() === 'CHF,EUR' &&
      by_event.Purchase.both > 0.7 * by_event.Purchase.counted &&
      by_event.Lead.counted > 0,
  },
  {
    says: 'Some of its visitors have opted out, and are reported as counts of the events that have priority.',
    dataset: 'healthy',
    seen: { get: '/aem' },
    holds: ({ aem, books, order, days }) => aem && order !== null && books.reported > 0 && days.length > 7,
  },
  {
    says: 'Two custom conversions are defined.',
    dataset: 'healthy',
    seen: { get: '' },
    holds: ({ settings }) => settings.custom_conversions.length === 2,
  },
  {
    says: 'A second destination is paused.',
    dataset: 'healthy',
    seen: { run: 'destination list' },
    holds: ([{ paused_at_ms }]) => paused_at_ms !== null,
  },
  {
    says: 'A dataset to which nothing was reported yet.',
    dataset: 'empty',
    seen: { get: '/stats' },
    holds: ({ received }) => received.browser + received.server === 0,
  },
]
const FUNNEL = ['PageView', 'ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase']

const states = (rows: { [name: string]: string }[], name: string): string =>
  rows
    .map((row) => row[name])
    .sort()
    .join()

function promiseOf({ says, found, issue }: Trouble): DemoPromise {
  return {
    says,
    dataset: 'troubled',
    seen: { get: '/diagnostics' },
    holds: ({ diagnoses, previous }: { [of in 'diagnoses' | 'previous']: ShownDiagnosis[] }) =>
      [...diagnoses, ...previous].some(
        (one) =>
          Object.entries(found).every(([part, value]) => one[part as keyof typeof found] === value) &&
          isAs(issue, one.issue),
      ),
  }
}

function isAs(wanted: Trouble['issue'], issue: ShownDiagnosis['issue']): boolean {
  if (wanted === 'returned') return issue?.state === 'active' && issue.returned > 0
  return issue?.state === wanted
}
