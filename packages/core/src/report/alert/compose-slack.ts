import type { Alert, AlertItem } from './alert.js'
import { headlineOf, lookUp, wordsOf } from './wording.js'

/** What Slack takes. @source Slack, "Reference: blocks": header 150 characters, section 3,000 */
const HEADER_CHARS_MAX = 150
const SECTION_CHARS_MAX = 3_000

/** `verbatim`: Slack makes no links, channels or people of what the text says. */
interface SlackText {
  type: 'mrkdwn' | 'plain_text'
  text: string
  verbatim?: true
  emoji?: false
}
export interface SlackMessage {
  /** for notifications, and where blocks are not shown */
  text: string
  blocks: { type: 'header' | 'section' | 'context'; text?: SlackText; elements?: SlackText[] }[]
  unfurl_links: false
}

/** An alert in the format of Slack's incoming webhooks. @source Slack, "Sending messages using incoming webhooks" */
export function composeSlack(alert: Alert): SlackMessage {
  const headline = headlineOf(alert)
  const more = alert.more > 0 ? `And ${alert.more} more. ` : ''
  return {
    text: escapeMrkdwn(headline),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: headline.slice(0, HEADER_CHARS_MAX), emoji: false },
      },
      ...alert.items.map((item) => ({ type: 'section' as const, text: mrkdwn(sectionOf(item)) })),
      { type: 'context', elements: [mrkdwn(escapeMrkdwn(`${more}${lookUp(alert)}`))] },
    ],
    unfurl_links: false,
  }
}

function sectionOf(item: AlertItem): string {
  const { title, about, seen, cause, why, fixes } = wordsOf(item)
  const lines = [
    `*${escapeMrkdwn(title)}*${about && ` (${escapeMrkdwn(about)})`}`,
    escapeMrkdwn(seen),
    cause && `Cause: ${escapeMrkdwn(cause)}`,
    escapeMrkdwn(why),
    ...fixes.map((fix) => `• ${escapeMrkdwn(fix)}`),
    `Issue ${item.issue_id}, ${escapeMrkdwn(item.code)}`,
  ].filter(Boolean)
  const text = lines.join('\n')
  // Not in the middle of an entity, which would show as half of one.
  return text.length <= SECTION_CHARS_MAX
    ? text
    : `${text.slice(0, SECTION_CHARS_MAX - 1).replace(/&[a-z]*$|\p{Cs}$/u, '')}…`
}

const mrkdwn = (text: string): SlackText => ({ type: 'mrkdwn', text, verbatim: true })

/**
 * Takes its meaning from a text: what Slack would read as a mention, a link or an emphasis is shown as it is.
 * @source Slack, "Formatting text for app surfaces": & < > are escaped. Emphasis cannot be: a zero-width space breaks it.
 */
export const escapeMrkdwn = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?<!\w)[*~`]|[*~`](?!\w)/g, '\u200b$&')
