// Bundles the browser's files: dist/fbevents.js, with one place for a dataset's settings, and dist/automatic.js.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { minify } from 'terser'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const FILES = [
  { entry: 'src/library/index.ts', file: 'dist/fbevents.js' },
  { entry: 'src/automatic/index.ts', file: 'dist/automatic.js' },
]

/** Browsers from 2020 on: what is newer in the source is written in their words. */
const TARGET = 'es2021'

/** Builds where a source is newer than what was built of it; else it takes a few milliseconds. */
export async function buildPixel() {
  const folders = [join(root, 'src'), join(root, 'scripts'), join(root, '../core/src/rules')]
  const sources = Math.max(...folders.map(newestIn))
  const stale = FILES.filter(({ file }) => modified_ms(join(root, file)) <= sources)
  if (stale.length === 0) return
  mkdirSync(join(root, 'dist'), { recursive: true })
  for (const { entry, file } of stale) writeFileSync(join(root, file), await bundle(entry))
  writeMeasured()
}

/** As a dataset's visitors get it, with every setting used: size-limit weighs this one. */
function writeMeasured() {
  const settings = {
    id: '1832195656904796',
    cookies: true,
    once: true,
    mirror: true,
    match: ['em', 'ph', 'fn', 'ln', 'ct', 'zp', 'country', 'external_id'],
    auto: ['button_click', 'microdata', 'engagement'],
    rules: 50,
  }
  const library = readFileSync(join(root, 'dist/fbevents.js'), 'utf8')
  const text = library.replace('__COUNTERSIGN_SETTINGS__', () => JSON.stringify(settings))
  writeFileSync(join(root, 'dist/fbevents-with-settings.js'), text)
}

/**
 * esbuild puts the modules together; terser writes the result two per cent shorter than esbuild does.
 * @returns {Promise<string>} one script, which leaves no name behind
 */
async function bundle(entry) {
  const done = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    format: 'iife',
    target: TARGET,
    write: false,
    // Core's sources, so that nothing need be built before.
    conditions: ['source'],
    logLevel: 'warning',
    // The compiler holds the sources to strict mode: the words for it need not travel.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
  })
  const { code } = await minify(done.outputFiles[0].text, {
    ecma: 2020,
    toplevel: true,
    compress: {
      passes: 5,
      pure_getters: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_comps: true,
      unsafe_methods: true,
      keep_fargs: false,
    },
    // A script may be served with any encoding stated, or none.
    format: { ascii_only: true },
  })
  return code
}

const modified_ms = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0)

function newestIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
  return Math.max(...files.map(({ parentPath, name }) => modified_ms(join(parentPath, name))))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPixel()
