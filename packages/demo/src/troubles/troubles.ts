import { COMPLETENESS } from './completeness.js'
import { DEDUPLICATION } from './deduplication.js'
import { PAGES } from './pages.js'
import type { Trouble } from './trouble.js'
import { VALUES } from './values.js'

/** All that went wrong in the troubled shop. */
export const TROUBLES: readonly Trouble[] = [...DEDUPLICATION, ...VALUES, ...COMPLETENESS, ...PAGES]
