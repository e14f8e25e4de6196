import { printable } from '../../deliver/printable.js'
import type { IssueFixes } from '../lifecycle/issue.js'
import type { Alert, AlertItem } from './alert.js'

const NAME_CHARS_MAX = 100
const TITLE_CHARS_MAX = 150
const TEXT_CHARS_MAX = 600
const WAYS: { [W in keyof IssueFixes]-?: string } = {
  pixel: 'Pixel',
  conversions_api: 'Conversions API',
  gtm: 'Google Tag Manager',
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  stripe: 'Stripe',
}

const WAY_NAMES = Object.keys(WAYS) as (keyof IssueFixes)[]

/** What a message says of an issue, in lines that are fit to be shown: names out of events are hostile text. */
export interface ItemWords {
  title: string
  /** `Purchase, browser, em` */
  about: string
  seen: string
  why: string
  /** '' where it is not known why it is so */
  cause: string
  /** `Pixel: Send value …` */
  fixes: string[]
}

export function wordsOf({ event, event_name, channel, detail, summary }: AlertItem): ItemWords {
  const about = [event_name, channel, detail].flatMap((name) =>
    name === null ? [] : [printable(name, NAME_CHARS_MAX)],
  )
  return {
    title: printable(
      `${event === 'returned' ? 'Returned' : 'New'} ${summary.severity}: ${summary.title}`,
      TITLE_CHARS_MAX,
    ),
    about: about.filter(Boolean).join(', '),
    seen: printable(summary.seen, TEXT_CHARS_MAX),
    why: printable(summary.why, TEXT_CHARS_MAX),
    cause: printable(summary.cause, TEXT_CHARS_MAX),
    fixes: WAY_NAMES.flatMap((way) => {
      const fix = summary.fixes[way]
      return fix === undefined ? [] : [printable(`${WAYS[way]}: ${fix}`, TEXT_CHARS_MAX)]
    }),
  }
}

/** One line without control characters, so that it can be a mail's subject: `Shop: 2 new issues, 1 returned`. */
export function headlineOf(alert: Alert): string {
  const { items, more } = alert
  const news = items.filter(({ event }) => event === 'new').length
  const back = items.length - news
  const counted = [
    ...(news > 0 ? [`${news} new ${news === 1 ? 'issue' : 'issues'}`] : []),
    ...(back > 0 ? [`${back} returned`] : []),
    ...(more > 0 ? [`${more} more`] : []),
  ]
  return `${printable(alert.dataset_name, NAME_CHARS_MAX)}: ${counted.join(', ')}`
}

/** Where all of it is to be found. */
export const lookUp = ({ dataset_id }: Alert): string =>
  `See all: countersign issue list --dataset ${dataset_id}. Silence one: countersign issue ignore ID`
