import { isIdentityName } from '../../../identify/identity-names.js'
import { PROHIBITED_KEYS } from './prohibited-keys.js'
import { RESTRICTED_WORDS } from './restricted-words.js'
import { splitWords } from './split-words.js'

/** What a name says that Meta restricts: `health:clinic`, of a closed set; null: nothing. */
export type Restricted = string | null

/**
 * Looks for whole words of the restricted categories in a name, a path or a category of products.
 * @returns the category and the word of our list, never the text itself. Never throws.
 * @source reference 13.5
 */
export function restrictedCategoryOf(text: string): Restricted {
  let before = ''
  for (const word of splitWords(text)) {
    const found = CATEGORY_BY_WORD.get(word) ?? (before && CATEGORY_BY_WORD.get(`${before}_${word}`))
    if (found) return found
    before = word
  }
  return null
}

/**
 * Says whether a parameter's name is one that must not be sent.
 * @param name  as sent, decoded: a key of custom_data or of a URL's query
 * @returns the kind and the name of our list, `finance:creditscore`; null where it may be sent
 * @source reference 13.4
 */
export function prohibitedKeyOf(name: string): Restricted {
  if (name.length > NAME_CHARS_MAX || isIdentityName(name)) return null
  const last = name.slice(Math.max(name.lastIndexOf('['), name.lastIndexOf('.')) + 1)
  return KIND_BY_KEY.get(last.toLowerCase().replace(/[^a-z0-9]+/g, '')) ?? null
}

const NAME_CHARS_MAX = 100

function byWord(lists: Record<string, string>): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  for (const [kind, list] of Object.entries(lists))
    for (const word of list.split(/\s+/)) if (word !== '') words.set(word, `${kind}:${word}`)
  return words
}
const CATEGORY_BY_WORD = byWord(RESTRICTED_WORDS)
const KIND_BY_KEY = byWord(PROHIBITED_KEYS)
