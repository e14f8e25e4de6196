// Joins what was compiled into a few files: Node takes as long to find and link six hundred as a command takes to run.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isJoined, JOINED, MAIN } from './joined.js'

const packages = fileURLToPath(new URL('../../', import.meta.url))
const directory = fileURLToPath(JOINED)
/** Which files the last build has made. */
const LIST = join(directory, 'files.json')

/** What is started by its file's name: the command, and the threads, each found beside whoever starts it. */
const ENTRIES = ['cli/dist/main.js', ...threadsOf('storage'), ...threadsOf('forwarder')]

/** Joins anew where something was compiled since; else it takes a few milliseconds. */
export async function joinCommand() {
  if (isJoined()) return
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: ENTRIES.map((entry) => join(packages, entry)),
    bundle: true,
    // What is loaded late stays late, and what two have in common is there once.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outdir: directory,
    entryNames: '[name]',
    write: false,
    plugins: [{ name: 'only ours', setup: (given) => given.onResolve({ filter: /^[^./]/ }, onlyOurs) }],
    logLevel: 'warning',
  })
  mkdirSync(directory, { recursive: true })
  const before = filesBefore()
  // The entries come last, each whole: a command that is begun meanwhile finds what it asks for.
  const is_entry = ({ path }) => ENTRIES.some((entry) => basename(entry) === basename(path))
  for (const { path, contents } of outputFiles.toSorted((a, b) => is_entry(a) - is_entry(b))) {
    writeFileSync(`${path}.new`, contents)
    renameSync(`${path}.new`, path)
  }
  const files = outputFiles.map(({ path }) => basename(path))
  // Those of the build before stay for whoever still runs on them.
  const kept = new Set([...files, ...before, basename(LIST)])
  for (const file of readdirSync(directory)) if (!kept.has(file)) rmSync(join(directory, file))
  writeFileSync(LIST, JSON.stringify(files))
}

function threadsOf(name) {
  const folder = `${name}/dist/process`
  return readdirSync(join(packages, folder))
    .filter((file) => file.endsWith('-thread.js'))
    .map((file) => `${folder}/${file}`)
}

function filesBefore() {
  try {
    return JSON.parse(readFileSync(LIST, 'utf8'))
  } catch {
    return []
  }
}

/** Others' packages stay where npm has put them. The joined files must find there what each of ours does. */
function onlyOurs({ path, importer, kind }) {
  if (path.startsWith('@countersign/') || kind === 'entry-point') return undefined
  if (!path.startsWith('node:') && found(path, MAIN) !== found(path, importer))
    throw new Error(`${path} is another one for ${importer} than for the command: give both one version.`)
  return { path, external: true }
}

/** @returns {string | undefined} undefined: for `require` it is nowhere, as with what can only be imported */
function found(path, from) {
  try {
    return createRequire(from).resolve(path)
  } catch {
    return undefined
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await joinCommand()
