import { runChild } from '../child.js'

const GENERATOR = new URL('../load/main.js', import.meta.url)

/** Has a load sent by a process of its own. @returns what came of it, see load/samples.js */
export const sendLoad = (target, plan) => runChild(GENERATOR, { target, first: 0, ...plan })

/** For us and for the peer alike: as many as keep both cores busy. */
export const CONNECTIONS = 128

/** Above what a warm-up has sent: event_ids are not to meet by accident. */
export const AFTER_WARM_UP = 10_000_000
