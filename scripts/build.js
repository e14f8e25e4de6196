// Compiles what has changed; where nothing has, it takes a second.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Compiles all packages; what the compiler says goes to standard error, which no command's output is on. */
export function build() {
  if (!existsSync(join(root, 'packages/cli/dist/main.js'))) process.stderr.write('Building Countersign …\n')
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  run([tsc, '-b'])
  run([join(root, 'packages/cli/scripts/join.js')])
  run([join(root, 'packages/pixel/scripts/build.js')])
  run([join(root, 'packages/events-manager/scripts/build.js')])
}

function run(command) {
  const done = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
  if (done.status === 0) return
  process.stderr.write(`${done.stdout}${done.stderr}The build failed.\n`)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build()
