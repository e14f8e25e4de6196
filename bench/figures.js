import { MEASURED } from './browser/addresses.js'
import { PAGES } from './browser/pages.js'

/** A page is usable within so long on the same machine, its server's part of it a fifth. @source docs/events-manager.md */
const USABLE_MS = 500
const ASKED_MS = 100

/**
 * Every figure that the benchmarks give: what it is, and what it must be where something was promised. Where it is
 * measured: measure/, by section. A ratio is made of the medians of two others.
 * @source docs/architecture.md, "Budgets"
 */
export const FIGURES = {
  'singles.rate': { says: 'events a second, full speed', at_least: 15_000 },
  'singles.to_walkeros': {
    says: 'times walkerOS, which stores nothing',
    ratio: ['singles.rate', 'walkeros.rate'],
    at_least: 2.4,
  },
  'singles.p50_ms': { says: 'p50 at full speed, ms' },
  'singles.p95_ms': { says: 'p95 at full speed, ms' },
  'singles.p99_ms': { says: 'p99 at full speed, ms' },
  'singles.bytes': { says: 'bytes on disk an event' },
  'singles.cpu_us': { says: 'CPU of the server an event, µs' },
  'singles.peak_mb': { says: 'peak memory, MB', at_most: 400 },
  'singles.failed': { says: 'not answered 2xx', at_most: 0 },

  'paced.rate': { says: 'events a second, sent at 5,000' },
  'paced.p50_ms': { says: 'p50, ms' },
  'paced.p95_ms': { says: 'p95, ms' },
  'paced.p99_ms': { says: 'p99, ms', at_most: 25 },
  'paced.cpu_us': { says: 'CPU of the server an event, µs' },
  'paced.peak_mb': { says: 'peak memory, MB', at_most: 250 },
  'paced.failed': { says: 'not answered 2xx', at_most: 0 },

  'mixed.rate': { says: 'events a second, full speed', at_least: 15_000 },
  'mixed.p50_ms': { says: 'p50, ms' },
  'mixed.p95_ms': { says: 'p95, ms' },
  'mixed.p99_ms': { says: 'p99, ms' },
  'mixed.bytes': { says: 'bytes on disk an event' },
  'mixed.cpu_us': { says: 'CPU of the server an event, µs' },
  'mixed.peak_mb': { says: 'peak memory, MB', at_most: 400 },
  'mixed.failed': { says: 'not answered 2xx', at_most: 0 },
  'mixed.duplicates': { says: 'share that was found to be duplicates', at_least: 0.49 },

  'batches.rate': { says: 'events a second acknowledged', at_least: 80_000 },
  'batches.to_loop': {
    says: 'of the bare loop without HTTP',
    ratio: ['batches.rate', 'loops.append_rate'],
    at_least: 0.5,
  },
  'batches.folded_rate': { says: 'events a second until counted', at_least: 40_000 },
  'batches.p50_ms': { says: 'p50 of a batch, ms' },
  'batches.p95_ms': { says: 'p95 of a batch, ms' },
  'batches.p99_ms': { says: 'p99 of a batch, ms' },
  'batches.bytes': { says: 'bytes on disk an event' },
  'batches.cpu_us': { says: 'CPU of the server an event, µs' },
  'batches.peak_mb': { says: 'peak memory, MB', at_most: 400 },
  'batches.failed': { says: 'not answered 2xx', at_most: 0 },

  'sustained.rate': { says: 'events a second, sent at 40,000' },
  'sustained.behind_ms': { says: 'counted this long after the last answer, ms', at_most: 1_000 },
  'sustained.p99_ms': { says: 'p99 of a batch, ms' },
  'sustained.peak_mb': { says: 'peak memory, MB', at_most: 400 },
  'sustained.failed': { says: 'not answered 2xx', at_most: 0 },
  'sustained.read_p95_ms': { says: 'p95 of a read that waits, at half of it, ms', at_most: 100 },
  'sustained.read_max_ms': { says: 'the longest wait of a read, at half of it, ms' },

  'loops.append_rate': { says: 'bare loop: parse, hash, append, sync; events/s' },
  'loops.insert_rate': { says: "bare loop of the fold's inserts; events/s" },
  'loops.fold_rate': { says: 'the fold alone; events/s' },
  'loops.fold_to_insert': {
    says: 'the fold, of its bare loop',
    ratio: ['loops.fold_rate', 'loops.insert_rate'],
    at_least: 0.7,
  },

  'walkeros.rate': { says: 'walkerOS, single events; events/s' },
  'walkeros.p99_ms': { says: 'p99 at full speed, ms' },
  'walkeros.peak_mb': { says: 'peak memory, MB' },

  'store.start_ms': { says: 'start until it listens, ms', at_most: 2_000 },
  'store.stats_ms': { says: 'stats, ms', at_most: 100 },
  'store.events_ms': { says: 'events --limit 50, ms', at_most: 100 },
  'store.stats_command_ms': { says: 'stats as a command, ms' },
  'store.events_command_ms': { says: 'events --limit 50 as a command, ms' },
  'store.window_ms': { says: 'what diagnoses and quality are made from, ms', at_most: 100 },
  'store.diagnose_ms': { says: 'what is diagnosed, with that, ms', at_most: 100 },
  'store.diagnostics_ms': { says: 'diagnostics with issues and samples, ms', at_most: 100 },
  'store.troubleshoot_ms': { says: 'the four guided checks, ms', at_most: 100 },
  'store.orders_ms': { says: '100,000 orders beside Purchases, a week by day, ms', at_most: 100 },
  'store.order_list_ms': { says: '100 orders that were not tracked, with reasons, ms', at_most: 100 },
  'store.aem_ms': { says: 'what is restricted, ms', at_most: 100 },
  'store.quality_ms': { says: 'signal quality, with that, ms', at_most: 100 },
  'store.bytes': { says: 'bytes on disk an event' },
  'delivery.rate': { says: 'events a second until the last is received', at_least: 20_000 },
  'delivery.to_walkeros': {
    says: 'times walkerOS, a request an event',
    ratio: ['delivery.rate', 'delivery.walkeros_rate'],
  },
  'delivery.walkeros_rate': { says: 'walkerOS to the same address; events/s' },
  'delivery.requests_per_1000': { says: 'requests per 1,000 events', at_most: 1.1 },
  'delivery.lost': { says: 'events that did not arrive', at_most: 0 },
  'delivery.cpu_us': { says: 'CPU of the server an event, µs' },
  'delivery.peak_mb': { says: 'peak memory, MB', at_most: 250 },
  'delivery.fill_rate': { says: 'a backlog comes into the outbox; events/s' },

  'beside.alone_rate': { says: 'single beacons a second, nothing delivered' },
  'beside.rate': { says: 'single beacons a second, while a backlog is delivered' },
  'beside.to_alone': {
    says: 'of those',
    ratio: ['beside.rate', 'beside.alone_rate'],
    at_least: 0.8,
  },

  'signals.counted_without': { says: 'events a second until counted, signal quality off' },
  'signals.counted_with': { says: 'events a second until counted, signal quality on' },
  'signals.counted_ratio': {
    says: 'of those',
    ratio: ['signals.counted_with', 'signals.counted_without'],
    at_least: 0.7,
  },
  'signals.watched_rate': { says: 'events a second until signal quality has read them as well' },
  'signals.cpu_without_us': { says: 'CPU of the server an event of these, off, µs' },
  'signals.cpu_with_us': { says: 'CPU of the server an event of these, on, until all is read, µs' },
  'signals.answered_without': { says: 'single events a second answered, signal quality off' },
  'signals.answered_with': { says: 'single events a second answered, signal quality on' },
  'signals.answered_ratio': {
    says: 'of those',
    ratio: ['signals.answered_with', 'signals.answered_without'],
    at_least: 0.95,
  },
  'signals.p99_without_ms': { says: 'p99 of these, off, ms' },
  'signals.p99_with_ms': { says: 'p99 of these, on, ms' },
  'signals.peak_without_mb': { says: 'peak memory, off, MB' },
  'signals.peak_with_mb': { says: 'peak memory, on, MB', at_most: 400 },

  'store.fill_rate': { says: 'filling it by the fold alone; events/s' },
  'store.signals_rate': { says: 'the folds that watch signals alone; sightings/s' },
  'store.summary_ms': { says: 'a page: all datasets, ms', at_most: 100 },
  'store.series_ms': { says: 'a page: 28 days by day, ms', at_most: 100 },
  'store.series_hours_ms': { says: 'a page: 31 days by hour, of one event, ms', at_most: 100 },
  'store.event_names_ms': { says: 'a page: event names, ms', at_most: 100 },
  'store.event_name_ms': { says: 'a page: one event name, ms', at_most: 100 },
  'store.series_year_ms': { says: 'a page: 400 days by day, of one event, ms', at_most: 100 },
  'store.event_names_year_ms': { says: 'a page: event names of 400 days, ms', at_most: 100 },
  'store.event_name_year_ms': { says: 'a page: one event name of 400 days, ms', at_most: 100 },
  'store.counted_ms': { says: 'a page: one counted event, ms', at_most: 100 },
  'store.search_ms': { says: 'a page: a search, ms', at_most: 100 },
  'store.delivery_ms': { says: 'a page: delivery, ms', at_most: 100 },

  'events_manager.first_load_kb': { says: 'the first load by gzip, kB', at_most: 300 },
  'events_manager.first_load_served_kb': { says: '… as the browser got it, kB' },
  'events_manager.first_load_files': { says: '… files' },
  'events_manager.first_load_charts': { says: '… of the chart library', at_most: 0 },
  'events_manager.chart_pages': { says: 'addresses that load the chart library' },
  'events_manager.chart_unwanted': { says: '… without a full chart', at_most: 0 },
  'events_manager.fill_rate': { says: 'filling the store, all folds; events/s' },
  ...usable('cold', 'opened'),
  ...usable('again', 'opened again'),
  ...usable('within', 'gone to'),
  ...asked(),
}

/** How long until a page is usable: the median is judged, the worst of five is shown. */
function usable(how, says) {
  return Object.fromEntries(
    Object.keys(PAGES).flatMap((page) => [
      [`events_manager.${page}_${how}_ms`, { says: `${nameOf(page)}, ${says}, ms`, at_most: USABLE_MS }],
      [`events_manager.${page}_${how}_worst_ms`, { says: '… the worst, ms' }],
    ]),
  )
}

/** How long the server takes for a question of theirs, p95. */
function asked() {
  return Object.fromEntries(
    MEASURED.map(({ id, path, days }) => [
      `events_manager.asks_${id}_ms`,
      {
        says: `${path.replace('/api/datasets/%/', '…/')}${days ? `, ${days} days` : ''}, ms`,
        at_most: ASKED_MS,
      },
    ]),
  )
}

function nameOf(page) {
  return page.replaceAll('_', ' ')
}

/** What stands over a section's figures. */
export const TITLES = {
  singles: 'Single requests: GET /tr, 128 connections',
  paced: 'Single requests at 5,000 a second, latency from when they were due',
  mixed: 'Single requests on both paths, in pairs that share an event_id',
  batches: 'Conversions API, a burst of a million events in batches of 1,000, 4 connections',
  sustained: 'Conversions API, batches of 1,000 at 40,000 events a second',
  loops: 'The bare loops, and the fold alone',
  walkeros: 'walkerOS: collector behind its own HTTP framework, no destination',
  delivery: 'Delivery: a backlog of a million events to a server that answers in 200 ms',
  beside: 'Taking in while a backlog is delivered',
  signals: 'The same loads with and without signal quality beside them',
  store: 'With a store that is already full',
  events_manager:
    'Events Manager: each page in a browser until it is usable, and p95 of what the server takes for it',
}
