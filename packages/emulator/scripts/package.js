// Makes a package that a project of its own can install, in dist/package: our packages in one file, the others named.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const own = join(dirname(fileURLToPath(import.meta.url)), '..')
const packages = join(own, '..')
const to = join(own, 'dist', 'package')
const PARTS = ['core', 'storage', 'collector', 'emulator']
const TYPES = ['@types/better-sqlite3']

/** Needs `npm run build` before it. @returns the folder */
export async function packageEmulator() {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  const manifests = PARTS.map((part) => readJson(join(packages, part, 'package.json')))
  const dependencies = Object.fromEntries(
    manifests
      .flatMap((manifest) => Object.entries(manifest.dependencies ?? {}))
      .filter(([name]) => !name.startsWith('@countersign/'))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  await build({
    entryPoints: [join(own, 'dist', 'index.js')],
    outfile: join(to, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: Object.keys(dependencies),
    logLevel: 'warning',
  })
  for (const part of PARTS) copyTypes(part)
  copyManifest(manifests.at(-1), dependencies)
  cpSync(join(own, 'README.md'), join(to, 'README.md'))
  return to
}

/** The types stay apart as they are compiled, and name one another by where they lie. */
function copyTypes(part) {
  const from = join(packages, part, 'dist')
  for (const path of readdirSync(from, { recursive: true })) {
    if (!path.endsWith('.d.ts') || path.startsWith('package')) continue
    const file = join(to, 'types', part, path)
    mkdirSync(dirname(file), { recursive: true })
    const text = readFileSync(join(from, path), 'utf8').replace(
      /'@countersign\/(\w+)'/g,
      (_, name) => `'${relative(dirname(file), join(to, 'types', name, 'index.js'))}'`,
    )
    writeFileSync(file, text)
  }
}

function copyManifest({ name, version, description, license }, dependencies) {
  const root = readJson(join(packages, '..', 'package.json'))
  const types = Object.fromEntries(TYPES.map((of) => [of, root.devDependencies[of]]))
  const manifest = {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: root.engines,
    exports: { '.': { types: './types/emulator/index.d.ts', default: './index.js' } },
    dependencies: { ...dependencies, ...types },
  }
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await packageEmulator())
