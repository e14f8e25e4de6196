import { runChild } from '../child.js'

const GENERATOR = new URL('../load/main.js', import.meta.url)

/** Has a load sent by a process of its own. @returns what came of it, see load/samples.js */
export const sendLoad = (target, plan) => runChild(GENERATOR, { target, first: 0, ...plan })

/** Alike for us and for the peer: a row's sync is shared by as many as wait for it. */
export const CONNECTIONS = 64

/** Above what a warm-up has sent: event_ids are not to meet by accident. */
export const AFTER_WARM_UP = 10_000_000
