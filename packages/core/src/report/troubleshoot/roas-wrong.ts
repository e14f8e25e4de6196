import { thousands } from '../sentences.js'
import { askDiagnoses, BRING_ORDERS, type Check, cause, clear, unknown } from './check.js'
import { booked, type Evidence, measured } from './evidence.js'

const PURCHASE = 'Purchase'
/** Below this share of purchases with a click id, many cannot be credited to the ad that was clicked. */
const CLICK_SHARE_MIN = 0.05
/** A share of fewer purchases says nothing. */
const PURCHASES_MIN = 50

/** ROAS is blank or wrong: value over spend, so what is wrong with the value, or with what credits it to an ad. */
export function roasWrong(evidence: Evidence): Check[] {
  return [
    arrive(evidence),
    askDiagnoses(
      evidence,
      PURCHASE,
      'Does each Purchase say its value and currency?',
      ['missing_value', 'missing_currency', 'invalid_currency', 'invalid_value', 'negative_value'],
      'Each Purchase has a usable value and currency.',
    ),
    askDiagnoses(
      evidence,
      PURCHASE,
      'Are the values real?',
      ['value_zero', 'value_constant'],
      'Values differ from purchase to purchase, and are not zero.',
    ),
    askDiagnoses(
      evidence,
      PURCHASE,
      'Do browser and server say the same value?',
      ['currency_differs', 'value_differs'],
      'Both reports of a purchase say the same.',
    ),
    hundredfold(evidence),
    askDiagnoses(
      evidence,
      PURCHASE,
      'Is each purchase counted once?',
      ['ids_never_meet', 'dedup_not_set', 'missing_event_id', 'purchase_on_refresh', 'multiple_pixel'],
      'Nothing points at purchases that are counted twice.',
    ),
    clicks(evidence),
  ]
}

function arrive(evidence: Evidence): Check {
  const asks = 'Are there purchases?'
  const counted = booked(evidence, PURCHASE, ['counted'])
  if (counted > 0) return clear(asks, `${thousands(counted)} purchases were counted in the last 7 days.`)
  return cause(
    asks,
    'No Purchase was counted in 7 days: there is nothing to make a ROAS of.',
    null,
    'Run the check for purchases that are missing.',
    ['pixel_not_installed'],
  )
}

function hundredfold({ orders }: Evidence): Check {
  const asks = 'Are values in cents where they should be in whole units?'
  if (orders === null)
    return unknown(
      asks,
      "Only the shop's orders can tell, and they are not known here.",
      BRING_ORDERS,
      'orders',
    )
  if (orders.hundredfold === 0)
    return clear(asks, 'No tracked value is a hundred times its order, or a hundredth.')
  return cause(
    asks,
    `${thousands(orders.hundredfold)} purchases say a hundred times, or a hundredth, of what their order says.`,
    orders.hundredfold,
    'Send 12.34 for twelve units and 34 hundredths, not 1234.',
  )
}

function clicks(evidence: Evidence): Check {
  const asks = 'Can purchases be credited to the ad that was clicked?'
  const web = measured(evidence, PURCHASE, 'web')
  const with_click = measured(evidence, PURCHASE, 'key:fbc')
  if (web < PURCHASES_MIN)
    return unknown(
      asks,
      `${thousands(web)} website purchases in 7 days say too little.`,
      'Look again when there are more.',
    )
  const share = with_click / web
  const says = `${(share * 100).toFixed(1)} % of the reports of Purchase carry a click id (fbc).`
  if (share >= CLICK_SHARE_MIN) return clear(asks, says)
  return cause(
    asks,
    says,
    null,
    'Let the pixel keep _fbc on the page where visitors land, and send it as fbc from the server.',
    ['missing_match_keys'],
  )
}
