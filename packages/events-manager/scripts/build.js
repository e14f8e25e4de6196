// Builds Events Manager into dist/: types from the server's document, the pages by Vite, each file compressed.
import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const STAMP = join(root, 'dist/built-from')
const TYPES = join(root, 'generated/api.ts')

/** All that the pages are made of, beside the packages that package-lock.json names. */
const SOURCES = [
  ...['src', 'scripts', 'index.html', 'vite.config.js', 'package.json', '../../package-lock.json'],
  // What checks a request, and the tag template that is given away.
  ...['../core/dist', '../integrations/gtm/template.tpl'],
]

/** The document comes from the collector as it was compiled. */
const DOCUMENT = ['../collector/dist/api', '../collector/dist/sign-in', '../collector/package.json']

/** Builds where a source is another than what was built of it; else it takes some milliseconds. */
export async function buildEventsManager() {
  const documented = digestOf(DOCUMENT, (name) => name.endsWith('.js'))
  await writeTypes(documented)
  const digest = `${digestOf(SOURCES, (name) => !/[.]test[.]|[.]d[.]ts|[.]map$|[.]tsbuildinfo$/.test(name))}`
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return
  const { build } = await import('vite')
  await build({ root, logLevel: 'warn' })
  await compress(join(root, 'dist/assets'))
  writeMeasured()
  writeFileSync(STAMP, digest)
}

/** Types are for whoever writes pages, and leave nothing in what is built. */
async function writeTypes(digest) {
  const head = `// Made from the server's OpenAPI document. ${digest}\n`
  if (existsSync(TYPES) && readFileSync(TYPES, 'utf8').startsWith(head)) return
  const { default: openapiTS, astToString } = await import('openapi-typescript')
  const types = astToString(await openapiTS(JSON.parse(await openApiDocument())))
  mkdirSync(dirname(TYPES), { recursive: true })
  writeFileSync(TYPES, head + types)
}

/** What the server says of its API, asked of one that has no store behind it. */
async function openApiDocument() {
  const { buildCollector } = await import('../../collector/dist/index.js')
  const given = { trusted_proxies: [], version: '0', now_ms: () => 0, events_manager: undefined }
  // Ports that nobody asks anything of: whatever is read of one is another such.
  const port = new Proxy(() => port, { get: (_port, name) => (name === 'then' ? undefined : port) })
  const edge = new Proxy(given, { get: (_given, name) => (name in given ? given[name] : port) })
  const app = buildCollector(edge, { log: false })
  const answer = await app.inject('/api/openapi.json')
  await app.close()
  if (answer.statusCode !== 200) throw new Error(`The server's document: ${answer.body}`)
  return answer.body
}

/** @returns {string} one digest of all files below, by path and content */
function digestOf(places, counts) {
  const lines = places.flatMap((place) => filesAt(join(root, place)))
  const wanted = lines.filter(counts).sort()
  return hash(
    'sha256',
    wanted.map((path) => `${path.slice(root.length)} ${hash('sha256', readFileSync(path))}\n`).join(''),
  )
}

function filesAt(place) {
  if (!existsSync(place)) return []
  const entries = readdirOrFile(place)
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

function readdirOrFile(place) {
  try {
    return readdirSync(place, { withFileTypes: true, recursive: true })
  } catch {
    return readdirSync(dirname(place), { withFileTypes: true }).filter(
      (entry) => join(dirname(place), entry.name) === place,
    )
  }
}

/** All script and style until the landing page is idle, in one file: size-limit weighs it. */
function writeMeasured() {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/manifest.json'), 'utf8'))
  const chunks = new Set()
  const load = (key) => {
    if (chunks.has(key)) return
    chunks.add(key)
    for (const imported of manifest[key].imports ?? []) load(imported)
  }
  for (const key of ['index.html', 'src/draw.tsx', 'src/pages/data-sources/data-sources-page.tsx']) load(key)
  const files = [...chunks].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])])
  const texts = [...new Set(files)].map((file) => readFileSync(join(root, 'dist', file), 'utf8'))
  writeFileSync(join(root, 'dist/first-load.txt'), texts.join('\n'))
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Once, when it is built, at its best; never while somebody waits. Fonts are compressed as they are. */
async function compress(folder) {
  const files = readdirSync(folder).filter((name) => /\.(js|css|svg|json)$/.test(name))
  await Promise.all(
    files.map(async (name) => {
      const path = join(folder, name)
      const text = readFileSync(path)
      writeFileSync(
        `${path}.br`,
        await brotli(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
      )
      writeFileSync(`${path}.gz`, await zip(text, { level: 9 }))
    }),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildEventsManager()
