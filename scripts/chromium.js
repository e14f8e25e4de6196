// Where the browser tests find their Chromium, and how one gets it: nothing is downloaded at installation.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** @returns {string | undefined} a Chromium that runs: CHROMIUM_PATH, one of the system's, or Playwright's own */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  const folders = (process.env.PATH ?? '').split(delimiter)
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...named, ...PLACES, chromium.executablePath()].find(runs)
}

/** Ubuntu's chromium-browser may be a script that only says where to get it: so each is asked. */
function runs(path) {
  if (!existsSync(path)) return false
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 && /\d+\.\d+/.test(stdout ?? '')
}

export const HOW_TO_GET_CHROMIUM = `The browser tests need a Chromium, and found none. One of these gets it:
  apt-get install -y chromium                    # Debian, as root
  npx playwright-core install --with-deps chromium   # others
or say where it is: CHROMIUM_PATH=/path/to/chromium`

/** Finds one, or gets it where that is one command: on Debian and Ubuntu as root. */
export function findOrGetChromium() {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium for the browser tests: apt-get install -y chromium')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const got = findChromium()
  if (got === undefined) console.log(HOW_TO_GET_CHROMIUM)
  return got
}
