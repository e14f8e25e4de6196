import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SlotOrder } from '@countersign/core'
import { onTestFinished } from 'vitest'
import type { DatasetSettings } from '../configuration/settings.js'
import type { RestrictedLine } from '../journal/line.js'
import { openTestData } from '../process/data.fixture.js'
import { lookAtAem, type OpenAem, openAem } from './aem.js'
import { openPersonKeys } from './person-keys.js'

export const ORDER: SlotOrder = {
  effective_ms: 0,
  window_days: 7,
  domains: [
    { domain: 'shop.example', slots: [{ event_name: 'Purchase' }, { event_name: 'Lead' }] },
    { domain: 'other.example', slots: [{ event_name: 'Lead' }] },
  ],
}

/** A data directory with a dataset that measures two domains. */
export function openAemData(settings: Partial<DatasetSettings> = {}) {
  const data = openTestData()
  const dataset = data.createDataset({ aem: true, aem_events: [ORDER], aem_minimum: 2, ...settings })
  let aem: OpenAem | undefined
  const opened = () => {
    aem ??= openAem(data.paths, data.configuration, { randomBytes, steady_ms: data.clocks.steady_ms })
    return aem
  }
  const close = () => {
    aem?.close()
    aem = undefined
  }
  onTestFinished(close)
  const now_ms = () => data.clocks.wall_ms()
  const look = <T>(work: (look: NonNullable<ReturnType<typeof lookAtAem>>) => T): T => {
    const found = lookAtAem(data.paths, data.configuration)
    if (!found) throw new Error('Nothing was measured')
    try {
      return work(found)
    } finally {
      found.close()
    }
  }
  return {
    ...data,
    dataset,
    now_ms,
    aem: opened,
    restart: close,
    /** By what a person is known now, at the edge. */
    digests(text: string) {
      const keys = openPersonKeys(data.paths.person_keys, randomBytes)
      const digests = keys.digests(dataset.id, text, now_ms())
      keys.close()
      return digests
    },
    /** A restricted Purchase of a person; a test changes what it is about. */
    line: (person: string | null, more: Partial<RestrictedLine> = {}): RestrictedLine => ({
      dataset_id: dataset.id,
      channel: 'browser',
      restricted: 'opt_out',
      event_name: 'Purchase',
      domain: 'shop.example',
      ...(person !== null && { person_digests: [person, `${person} before`] }),
      ...more,
    }),
    /** All that is counted is told, what is due is counted, and days that are over are published. */
    measure() {
      data.settle()
      while (opened().release(now_ms()));
      return this.report()
    },
    report() {
      const report = opened().report(dataset.id, now_ms())
      if (!report) throw new Error('There is no report')
      return report
    },
    aemImbalances: () => look((found) => found.verify()),
    isBehind: () => look((found) => found.isBehind()),
    /** As if the fold's file had been lost. */
    forgetAll() {
      close()
      for (const suffix of ['', '-wal', '-shm'])
        rmSync(join(data.paths.folds, `aem.db${suffix}`), { force: true })
    },
  }
}
