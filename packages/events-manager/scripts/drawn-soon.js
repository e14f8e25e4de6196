/**
 * Tells the browser in the page itself what the first page drawn needs: the code that draws, which `src/main.ts` loads when it
 * has asked the server, and the font that nearly all text is in, which else is asked for when text is first laid out.
 */
export function drawnSoon() {
  return {
    name: 'drawn-soon',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle, chunk: entry }) {
        // While pages are worked on, files come as they are.
        if (bundle === undefined) return []
        const first = withImports(bundle, entry)
        const added = withImports(bundle, chunkOf(bundle, 'src/draw.tsx')).filter(
          (chunk) => !first.includes(chunk),
        )
        const styles = new Set(added.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]))
        return [
          ...added.map(({ fileName }) => link('modulepreload', fileName)),
          ...[...styles].map((fileName) => link('stylesheet', fileName)),
          link('preload', fontOf(bundle), { as: 'font', type: 'font/woff2' }),
        ]
      },
    },
  }
}

const link = (rel, fileName, more = {}) => ({
  tag: 'link',
  attrs: { rel, crossorigin: true, href: `/${fileName}`, ...more },
  injectTo: 'head',
})

function chunkOf(bundle, source) {
  const found = Object.values(bundle).find(({ facadeModuleId }) =>
    facadeModuleId?.replaceAll('\\', '/').endsWith(source),
  )
  if (found === undefined) throw new Error(`Nothing was built of ${source}.`)
  return found
}

/** A chunk after all that it imports. */
function withImports(bundle, chunk, all = new Set()) {
  for (const imported of chunk.imports)
    if (!all.has(bundle[imported])) withImports(bundle, bundle[imported], all)
  all.add(chunk)
  return [...all]
}

function fontOf(bundle) {
  const found = Object.keys(bundle).find((fileName) => /inter-latin-wght-normal.*[.]woff2$/.test(fileName))
  if (found === undefined) throw new Error('The font of Latin text was not built.')
  return found
}
