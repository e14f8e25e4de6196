import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { compileScript, parse } from 'vue/compiler-sfc'

export const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url))

/** Where an example reports to, in place of what its reader would write. */
export interface Reporting {
  host: string
  dataset_id: string
}

/**
 * An example as its own tools would build it for development, so that React's Strict Mode does what it does there.
 * @param entry  text of the module to start from, with imports relative to `folder` inside examples/
 */
export async function bundleExample(folder: string, entry: string, reporting: Reporting): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: `${EXAMPLES}${folder}`, loader: 'tsx' },
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    conditions: ['source'],
    plugins: [reportingTo(reporting), vueFiles],
    define: {
      'process.env.NODE_ENV': '"development"',
      'process.env.NEXT_PUBLIC_COUNTERSIGN_HOST': JSON.stringify(reporting.host),
      'process.env.NEXT_PUBLIC_COUNTERSIGN_DATASET_ID': JSON.stringify(reporting.dataset_id),
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  })
  return outputFiles[0]?.text ?? ''
}

/** The one file that a reader changes. */
const reportingTo = (reporting: Reporting): Plugin => ({
  name: 'reporting',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]src[/\\]countersign\.ts$/ }, () => ({
      contents: `export const countersign = ${JSON.stringify(reporting)}`,
    })),
})

export const vueFiles: Plugin = {
  name: 'vue-files',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.vue$/ }, ({ path }) => {
      const { descriptor } = parse(readFileSync(path, 'utf8'), { filename: path })
      return { contents: compileScript(descriptor, { id: path, inlineTemplate: true }).content, loader: 'ts' }
    }),
}
