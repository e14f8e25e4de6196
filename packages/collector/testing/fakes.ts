import { hash, randomBytes, randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  type Configuration,
  type Dataset,
  isRefusal,
  isSighting,
  type Journal,
  type JournalLine,
  JournalUnavailable,
  openConfiguration,
  openPersonKeys,
  type RefusalLine,
  type Reports,
  type SecretKey,
  type SightingLine,
  seqOf,
} from '@countersign/storage'
import type { Edge } from '../src/edge.js'

/** A journal in memory: what was appended, line by line. It can be made to fail as the disk does. */
export class FakeJournal implements Journal {
  lines: JournalLine[] = []
  rode: JournalLine[] = []
  full = false
  bytes_pending = 0
  last = 0
  unavailable = false
  /** while set, what is appended is not on disk yet */
  held: Promise<void> | null = null

  async append(texts: readonly string[], count = texts.length): Promise<number> {
    if (this.unavailable) throw new JournalUnavailable('no room')
    if (this.held !== null) await this.held
    const lines = JSON.parse(`[${texts.join()}]`) as JournalLine[]
    // What others ride on relies on it: a count that is wrong gives them each other's places.
    if (lines.length !== count) throw new Error(`${lines.length} lines, and the count says ${count}`)
    this.lines.push(...lines)
    this.last += 1
    return seqOf(this.last, 0)
  }

  ride(line: string): void {
    this.rode.push(JSON.parse(line) as JournalLine)
  }

  async stop(): Promise<void> {}

  get sightings(): SightingLine[] {
    return this.lines.filter(isSighting)
  }

  get refusals(): RefusalLine[] {
    return this.lines.filter(isRefusal)
  }
}

export interface FakeEdge extends Edge {
  journal: FakeJournal
  configuration: Configuration
  dataset: Dataset
  access_token: string
  now: { ms: number }
}

/** The ports of a collector with one dataset and its token, on an empty journal. */
export function fakeEdge(given: Partial<Edge> = {}, domain = 'shop.example'): FakeEdge {
  const now = { ms: Date.now() }
  const now_ms = () => now.ms
  const configuration = openConfiguration(':memory:', { now_ms, randomBytes, secret_key: fakeSecretKey() })
  const dataset = configuration.createDataset({ name: 'Shop', domain })
  const { access_token } = configuration.createToken(dataset.id, 'test')
  let traces = 0
  return {
    fold: { reaches: async () => true, folded: 0, stalled: null },
    reports: noReports(),
    api: noReports(),
    person_keys: openPersonKeys(':memory:', randomBytes),
    pixel: namedPixel(),
    randomInt: (max) => randomInt(max),
    newTraceId: () => {
      traces += 1
      return `Atrace${traces}`
    },
    sha256: (text) => hash('sha256', text),
    trusted_proxies: [],
    version: '0.0.0-test',
    ...given,
    journal: new FakeJournal(),
    now_ms,
    configuration,
    dataset,
    access_token,
    now,
  }
}

/** A key that lives as long as the test. */
function fakeSecretKey(): SecretKey {
  const key = randomBytes(32)
  return { place: 'memory', find: () => key, findOrMake: () => key }
}

/** Files that say what they were asked for. */
const namedPixel = (): Edge['pixel'] => ({
  library: (settings) => `library(${JSON.stringify(settings)})`,
  automatic: ({ id, rules }) => `automatic(${JSON.stringify({ id, rules })})`,
  snippet: (origin, dataset_id) => `<script>load('${origin}/en_US/fbevents.js?id=${dataset_id}')</script>`,
})

const notAskedFor = () => Promise.reject(new Error('not asked for'))
/** What is written where reports are read. */
export const noWrites = (): Pick<
  Reports,
  'addOrders' | 'importOrders' | 'oneLetter' | 'resendLetters' | 'editLetter'
> => ({
  addOrders: notAskedFor,
  importOrders: notAskedFor,
  oneLetter: notAskedFor,
  resendLetters: notAskedFor,
  editLetter: notAskedFor,
})
export const noReports = (): Reports => ({
  events: async () => [],
  hourly: async () => ({ names: new Map(), counts: [], present: [] }),
  stats: notAskedFor,
  verdicts: async () => [],
  signals: notAskedFor,
  diagnostics: notAskedFor,
  quality: notAskedFor,
  orders: notAskedFor,
  orderList: async () => [],
  aem: notAskedFor,
  troubleshoot: notAskedFor,
  previewRule: notAskedFor,
  previewEventRule: notAskedFor,
  seenLately: notAskedFor,
  ...noWrites(),
  summaries: notAskedFor,
  series: notAskedFor,
  countedByName: notAskedFor,
  eventNames: notAskedFor,
  oneName: notAskedFor,
  countedEvent: notAskedFor,
  search: notAskedFor,
  delivery: notAskedFor,
  letters: notAskedFor,
  stop: async () => {},
})

/** Lines of a file in fixtures/, each as JSON. */
export function fixtures<T>(file: string): T[] {
  const text = readFileSync(new URL(`../../../fixtures/${file}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

/** A form as browsers and SDKs send it. */
export function multipart(fields: { [name: string]: string }): { content_type: string; body: string } {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return { content_type: 'multipart/form-data; boundary=cut', body: `${parts.join('')}--cut--\r\n` }
}
