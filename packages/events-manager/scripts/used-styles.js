import { parse } from 'postcss'

/** Mantine names a class by a digest, in its styles as in the script of the component that they are for. */
const CLASS = /[.](m_[0-9a-f]+)/g
/** What a selector is not about. */
const NOT = /:not\([^()]*\)/g

/** Leaves out what Mantine's one file of styles says of components that no page uses: more than half of it. */
export function usedStyles() {
  return {
    name: 'used-styles',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle)
        const script = files.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')
        const used = new Set(script.match(/\bm_[0-9a-f]+\b/g))
        for (const file of files)
          if (file.type === 'asset' && file.fileName.endsWith('.css'))
            file.source = onlyUsed(String(file.source), used)
      },
    },
  }
}

/** @param used  names of classes that some script has */
function onlyUsed(styles, used) {
  const root = parse(styles)
  root.walkRules((rule) => {
    const wanted = rule.selectors.filter((selector) => mayMatch(selector, used))
    if (wanted.length === 0) rule.remove()
    else if (wanted.length < rule.selectors.length) rule.selectors = wanted
  })
  root.walkAtRules((at) => at.nodes?.length === 0 && at.name !== 'layer' && at.remove())
  return root.toString()
}

/** A selector of which no class is used matches nothing. */
function mayMatch(selector, used) {
  const classes = [...selector.replace(NOT, '').matchAll(CLASS)].map(([, name]) => name)
  return classes.length === 0 || classes.some((name) => used.has(name))
}
