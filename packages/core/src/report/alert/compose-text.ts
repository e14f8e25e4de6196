import type { Alert } from './alert.js'
import { headlineOf, lookUp, wordsOf } from './wording.js'

/**
 * An alert as a mail.
 * @returns the subject, one line; the text, plain, with lines that end in \n
 */
export function composeText(alert: Alert): { subject: string; text: string } {
  const parts = alert.items.map((item) => {
    const { title, about, seen, cause, why, fixes } = wordsOf(item)
    return [
      `${title}${about && ` (${about})`}`,
      ...(seen ? [`Seen: ${seen}`] : []),
      ...(cause ? [`Cause: ${cause}`] : []),
      ...(why ? [`Why it matters: ${why}`] : []),
      ...fixes.map((fix) => `To do, ${fix}`),
      `Issue ${item.issue_id}, ${item.code}, last seen ${new Date(item.last_ms).toISOString()}`,
    ].join('\n')
  })
  const more = alert.more > 0 ? [`And ${alert.more} more.`] : []
  const subject = headlineOf(alert)
  return { subject, text: `${[subject, ...parts, ...more, lookUp(alert)].join('\n\n')}\n` }
}
