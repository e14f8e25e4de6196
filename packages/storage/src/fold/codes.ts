import type { Channel, Method } from '@countersign/core'

/** Codes of the columns that hold a choice. A released code never changes its meaning. */
export const METHODS: readonly (Method | null)[] = [null, 'event_id', 'fbp', 'external_id', 'offline']
/** Each a bit, so that a column can hold both. */
export const BROWSER = 1
export const SERVER = 2

export const channelOf = (code: number): Channel => (code === BROWSER ? 'browser' : 'server')
export const codeOf = (channel: Channel): number => (channel === 'browser' ? BROWSER : SERVER)
