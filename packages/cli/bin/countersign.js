#!/usr/bin/env node
// Committed, since npm links a command only if its file is there when it installs. What it runs is built on first use.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isJoined, MAIN } from '../scripts/joined.js'

const built = new URL('../dist/main.js', import.meta.url)
if (!existsSync(fileURLToPath(built))) {
  const { build } = await import('../../../scripts/build.js')
  build()
}
const { main } = await import((isJoined() ? MAIN : built).href)
await main(process.argv)
