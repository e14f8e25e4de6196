import { words } from '../../../words/words.js'

const { send: said } = words.testEvents

/** What a sender hears, in a line and what stands behind it. */
interface Heard {
  is_taken: boolean
  title: string
  /** what to do, in the server's words; null where nothing is */
  text: string | null
}

/** Reads an answer of the Conversions API: how many events were taken, or why none. */
export function heardOf(http: number, answer: { [field: string]: unknown }): Heard {
  const { events_received, messages, error } = answer
  if (typeof events_received === 'number') {
    const remarks = Array.isArray(messages) ? messages.filter((each) => typeof each === 'string') : []
    return {
      is_taken: true,
      title: said.taken(http, events_received),
      text: remarks.length === 0 ? null : remarks.join(' '),
    }
  }
  const why = (typeof error === 'object' && error !== null ? error : {}) as { [field: string]: unknown }
  const textAt = (field: string) => (typeof why[field] === 'string' ? why[field] : null)
  return {
    is_taken: false,
    title: said.refused(http, textAt('error_user_title')),
    text: textAt('error_user_msg'),
  }
}
