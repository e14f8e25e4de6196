import { FIGURES, TITLES } from './figures.js'

const SAYS_WIDTH = 48
const VALUE_WIDTH = 12
const LIMIT_WIDTH = 12

/** The figures as a table: each beside its limit, and whether it keeps it. */
export function tableOf(medians) {
  const lines = []
  let section
  for (const [id, figure] of Object.entries(FIGURES)) {
    const value = medians[id]
    if (value === undefined) continue
    const [of_section] = id.split('.')
    if (of_section !== section) lines.push('', TITLES[of_section])
    section = of_section
    const says = `  ${figure.says}`.padEnd(SAYS_WIDTH)
    lines.push(
      `${says}${shown(value).padStart(VALUE_WIDTH)}  ${limitOf(figure).padEnd(LIMIT_WIDTH)}${judged(figure, value)}`.trimEnd(),
    )
  }
  return lines.join('\n')
}

export function judged({ at_least, at_most }, value) {
  if (at_least === undefined && at_most === undefined) return ''
  return value >= (at_least ?? Number.NEGATIVE_INFINITY) && value <= (at_most ?? Number.POSITIVE_INFINITY)
    ? 'ok'
    : 'MISSED'
}

function limitOf({ at_least, at_most }) {
  if (at_least !== undefined) return `≥ ${shown(at_least)}`
  return at_most === undefined ? '' : `≤ ${shown(at_most)}`
}

const shown = (value) => value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 })
