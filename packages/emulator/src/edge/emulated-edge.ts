import { hash, randomBytes, randomInt } from 'node:crypto'
import type { Edge, Pixel } from '@countersign/collector'
import type { Configuration } from '@countersign/storage'
import { Conversions } from '../counted/conversions.js'
import type { Store } from '../counted/store.js'

/** The collector's ports: what comes in goes to the store, and what is read comes from there. */
export const emulatedEdge = (
  configuration: Configuration,
  store: Store,
  now_ms: () => number,
  pixel: Pixel = NO_PIXEL,
): Edge => ({
  configuration,
  journal: store,
  encodeLines: (lines) => store.encode(lines),
  // Whatever was taken in is counted already.
  fold: {
    reaches: async () => true,
    get folded() {
      return store.last
    },
    stalled: null,
  },
  reports: {
    events: async (dataset_id, { event_name, since_ms, limit }) => {
      const conversions = new Conversions()
      for (const event of store.kept)
        if (event.dataset_id === dataset_id && (event_name === null || event.event_name === event_name))
          conversions.add(event)
      const since = [...conversions.all()].filter(({ counted_at_ms }) => counted_at_ms >= since_ms)
      return since.reverse().slice(0, limit)
    },
    hourly: async (dataset_id, hours) => store.books.hourly(dataset_id, hours),
  },
  // It measures nothing in the aggregate, so nobody is digested here.
  person_keys: { digests: () => ['', ''] },
  pixel,
  now_ms,
  randomInt: (max) => randomInt(max),
  newTraceId: traceIds(),
  sha256: (text) => hash('sha256', text),
  trusted_proxies: [],
  version: 'emulator',
})

/** The browser's library is a package of its own: whoever wants it served here hands it over. */
const NO_PIXEL: Pixel = {
  library: () =>
    '/* The emulator was started without the pixel: pass `pixel`, or use `countersign emulate`. */',
  automatic: () => '',
  snippet: (origin, dataset_id) => `<script src="${origin}/en_US/fbevents.js?id=${dataset_id}"></script>`,
}

function traceIds(): () => string {
  const run = randomBytes(10).toString('hex')
  let n = 0
  return () => {
    n += 1
    return `A${run}${n.toString(36).toUpperCase()}`
  }
}
