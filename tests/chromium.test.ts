import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { findChromium, HOW_TO_GET_CHROMIUM } from '../scripts/chromium.js'

afterEach(() => vi.unstubAllEnvs())

/** A folder with a command of that name, and nothing else in the path. */
function onlyCommand(name: string, script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-chromium-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  vi.stubEnv('CHROMIUM_PATH', '')
  vi.stubEnv('PATH', folder)
  return path
}

test('findChromium: the one that CHROMIUM_PATH names goes first', () => {
  vi.stubEnv('CHROMIUM_PATH', '/opt/mine/chrome')
  expect(findChromium()).toBe('/opt/mine/chrome')
})

for (const name of ['chromium', 'chromium-browser', 'google-chrome'])
  test(`findChromium: ${name} in the path`, () => {
    const path = onlyCommand(name, "echo 'Chromium 150.0.1.2'")
    expect(findChromium()).toBe(path)
  })

test('findChromium: a script that only says where to get one is none', () => {
  const path = onlyCommand('chromium-browser', "echo 'install the snap'; exit 1")
  expect(findChromium()).not.toBe(path)
})

test('who has none is told a command for it, and the variable', () =>
  expect(HOW_TO_GET_CHROMIUM).toMatch(/apt-get install -y chromium.*CHROMIUM_PATH=/s))
