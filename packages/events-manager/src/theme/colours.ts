/** The colours of one theme. Each means one thing; what means nothing is ink on paper. */
export interface Colours {
  /** behind everything */
  page: string
  /** tables, fields, the rail */
  surface: string
  /** what lies over a surface: a row under the pointer, a chosen entry */
  raised: string
  line: string
  /** edges of fields, which must be seen: 3:1 */
  edge: string
  text: string
  dimmed: string
  /** the one accent: what can be pressed and leads on */
  accent: string
  on_accent: string
  browser: string
  browser_soft: string
  server: string
  server_soft: string
  warning: string
  warning_soft: string
  error: string
  error_soft: string
  good: string
  good_soft: string
}

export const LIGHT: Colours = {
  page: '#f6f6f4',
  surface: '#ffffff',
  raised: '#efefec',
  line: '#e2e2de',
  edge: '#8b8c90',
  text: '#17181c',
  dimmed: '#5a5c63',
  accent: '#1c1d22',
  on_accent: '#ffffff',
  browser: '#1a5fd0',
  browser_soft: '#e6effc',
  server: '#7a3bcb',
  server_soft: '#f1e9fb',
  warning: '#8a5300',
  warning_soft: '#fdf1dc',
  error: '#b3241d',
  error_soft: '#fdeceb',
  good: '#17703a',
  good_soft: '#e5f4ea',
}

export const DARK: Colours = {
  page: '#101115',
  surface: '#17181d',
  raised: '#22242b',
  line: '#2b2d35',
  edge: '#70737e',
  text: '#ececf0',
  dimmed: '#a4a7b1',
  accent: '#ececf0',
  on_accent: '#17181c',
  browser: '#74abff',
  browser_soft: '#17263f',
  server: '#bd9bff',
  server_soft: '#291f40',
  warning: '#e9b95c',
  warning_soft: '#33270f',
  error: '#ff938a',
  error_soft: '#3b1a19',
  good: '#74d197',
  good_soft: '#12301e',
}

/** Which colours stand on which: each must be readable there. */
export const PAIRS: readonly (readonly [on: keyof Colours, ...colours: (keyof Colours)[]])[] = [
  ['page', 'text', 'dimmed', 'browser', 'server', 'warning', 'error', 'good'],
  ['surface', 'text', 'dimmed', 'browser', 'server', 'warning', 'error', 'good'],
  ['raised', 'text', 'dimmed', 'browser', 'server', 'warning', 'error', 'good'],
  ['accent', 'on_accent'],
  ['browser_soft', 'text', 'browser'],
  ['server_soft', 'text', 'server'],
  ['warning_soft', 'text', 'warning'],
  ['error_soft', 'text', 'error'],
  ['good_soft', 'text', 'good'],
]

/** @returns the relative luminance of `#rrggbb`, 0 to 1. @source WCAG 2.2, relative luminance */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** @returns 1 to 21. @source WCAG 2.2, contrast ratio */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
