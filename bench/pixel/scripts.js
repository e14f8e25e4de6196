// The scripts that a site would load: ours as it is served, and its peers bundled from npm.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const SETTINGS = {
  id: '1832195656904796',
  cookies: true,
  once: true,
  mirror: false,
  match: [],
  auto: [],
  rules: [],
}

/** @returns {Promise<{ [name: string]: string }>} by the name under which it is shown */
export async function siteScripts() {
  const library = readFileSync(new URL('../../packages/pixel/dist/fbevents.js', import.meta.url), 'utf8')
  const ours = library.replace('__COUNTERSIGN_SETTINGS__', JSON.stringify(SETTINGS))
  return {
    countersign: (await bundle('countersign')) + ours,
    walker: await bundle('walker'),
    plausible: await bundle('plausible'),
  }
}

async function bundle(name) {
  const done = await build({
    entryPoints: [fileURLToPath(new URL(`pages/${name}.js`, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2021',
    write: false,
    logLevel: 'error',
  })
  return done.outputFiles[0].text
}
