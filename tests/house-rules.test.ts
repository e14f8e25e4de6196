import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A copy of the sources with some files more. */
function treeWith(planted: readonly Planted[]): string {
  const tree = mkdtempSync(join(tmpdir(), 'countersign-rules-'))
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }))
  for (const file of [
    '.dependency-cruiser.cjs',
    'tsconfig.base.json',
    'tsconfig.tests.json',
    'tsconfig.json',
    'package.json',
  ])
    cpSync(join(ROOT, file), join(tree, file))
  const filter = (from: string) => !/[\\/](dist|node_modules)$|\.tsbuildinfo$/.test(from)
  for (const folder of ['packages', 'scripts'])
    cpSync(join(ROOT, folder), join(tree, folder), { recursive: true, filter })
  linkModules(tree)
  for (const { path, text } of planted) writeFileSync(join(tree, path), text)
  return tree
}

/** Everything installed is taken from here, but our own packages are the tree's. */
function linkModules(tree: string): void {
  const [from, to] = [join(ROOT, 'node_modules'), join(tree, 'node_modules')]
  mkdirSync(join(to, '@countersign'), { recursive: true })
  for (const name of readdirSync(from))
    if (name !== '@countersign') symlinkSync(join(from, name), join(to, name))
  for (const name of readdirSync(join(tree, 'packages'))) {
    symlinkSync(join(tree, 'packages', name), join(to, '@countersign', name))
    const own = join(ROOT, 'packages', name, 'node_modules')
    if (readdirSync(join(ROOT, 'packages', name)).includes('node_modules'))
      symlinkSync(own, join(tree, 'packages', name, 'node_modules'))
  }
}

/** As `npm test` runs it. */
function cruise(tree: string): { status: number | null; said: string } {
  const bin = join(ROOT, 'node_modules', '.bin', 'depcruise')
  const done = spawnSync(bin, ['packages', '--config', '.dependency-cruiser.cjs'], {
    cwd: tree,
    encoding: 'utf8',
  })
  return { status: done.status, said: done.stdout + done.stderr }
}

interface Planted {
  path: string
  text: string
  rule: string
  /** what it must not import, as the violation names it */
  to: string
}
const BACK = 'core-imports-no-later-package'
const STORAGE = 'packages/storage/src/index.ts'
const PLANTED: readonly Planted[] = [
  { path: 'by-name.ts', text: "export { dataPaths } from '@countersign/storage'", rule: BACK, to: STORAGE },
  {
    path: 'by-path.ts',
    text: "export { dataPaths } from '../../storage/src/index.js'",
    rule: BACK,
    to: STORAGE,
  },
  {
    path: 'by-type.ts',
    text: "export type { Dataset } from '@countersign/storage'",
    rule: BACK,
    to: STORAGE,
  },
  { path: 'impure.ts', text: "export { readFileSync } from 'node:fs'", rule: 'core-is-pure', to: 'fs' },
].map((planted) => ({ ...planted, path: `packages/core/src/planted-${planted.path}` }))

test('a planted back-arrow, by name, by path or of a type only, fails the check, which names both files', () => {
  const { status, said } = cruise(treeWith(PLANTED))
  expect(status).not.toBe(0)
  const lines = said.split('\n')
  for (const { path, rule, to } of PLANTED) {
    const violation =
      lines.find((line) => line.includes(path) && line.includes(rule)) ?? `no ${rule} by ${path}`
    expect(violation).toContain(to)
  }
  // And nothing else is wrong with the tree: it is the planted files that fail it.
  const errors = lines.filter((line) => /^\s*error /.test(line))
  expect(errors.filter((line) => !line.includes('planted-'))).toEqual([])
}, 60_000)
