// The scripts that a site would load: ours as it is served, and its peers bundled from npm.
import { fileURLToPath } from 'node:url'
import { DEFAULT_PIXEL_SETTINGS, loadPixelFiles } from '@countersign/pixel/serve'
import { build } from 'esbuild'

/** @returns {Promise<{ [name: string]: string }>} by the name under which it is shown */
export async function siteScripts() {
  const ours = loadPixelFiles().library({ ...DEFAULT_PIXEL_SETTINGS, id: '1832195656904796' })
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
