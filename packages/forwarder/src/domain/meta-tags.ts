import { PROOF_NAME } from '@countersign/core'
import { Parser } from 'htmlparser2'

/** What may be in a head. With anything else, or with text, the body begins, as in browsers. @source HTML, "The in head insertion mode" */
const OF_HEAD = new Set([
  ...['html', 'head', 'title', 'meta', 'link', 'script', 'style', 'base', 'noscript', 'template'],
  // Old, and still in heads.
  ...['basefont', 'bgsound', 'noframes'],
])
/** In these a meta tag is no tag of the page, or text is no text of it. */
const APART = new Set(['title', 'script', 'style', 'noscript', 'template', 'noframes'])

/**
 * The tokens in a page's head: `content` of `<meta name="countersign-domain-verification">`. What stands in its body may
 * have been written by a visitor, and does not count.
 *
 * It reads tag by tag and keeps no tree: a page that is made to cost time, deeply or wrongly nested, costs no more than
 * another of its size.
 */
export function readMetaTokens(html: string): string[] {
  const tokens: string[] = []
  let apart: string | null = null
  let is_over = false
  const end = () => {
    is_over = true
    parser.pause()
  }
  const parser = new Parser({
    onopentag(name, { name: meta, content }) {
      if (is_over || apart !== null) return
      if (!OF_HEAD.has(name)) return end()
      if (APART.has(name)) apart = name
      else if (name === 'meta' && meta?.trim().toLowerCase() === PROOF_NAME) tokens.push(content ?? '')
    },
    ontext(text) {
      if (apart === null && /[^\s\uFEFF]/.test(text)) end()
    },
    onclosetag(name) {
      if (name === apart) apart = null
      else if (name === 'head') end()
    },
  })
  parser.end(html)
  return tokens
}
