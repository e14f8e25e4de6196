import react from '@vitejs/plugin-react'
import presetMantine from 'postcss-preset-mantine'
import { defineConfig } from 'vite'
import { drawnSoon } from './scripts/drawn-soon.js'
import { usedStyles } from './scripts/used-styles.js'

/** Where the server runs that the pages of `npm run dev` speak to. */
const SERVER = process.env.COUNTERSIGN_URL ?? 'http://127.0.0.1:8787'

/** What asks the server, without what draws: `ahead.ts` and all that it is made of. */
const ASKING =
  /[\\/]src[\\/](client[\\/](?!use-)|(ahead|places|search)[.]|range[\\/](range|minute)[.]|pages[\\/](orders|delivery|priorities)[\\/](queries|days|reasons|standing)[.])/

export default defineConfig({
  plugins: [react(), drawnSoon(), usedStyles()],
  // The collector puts each answer's own nonce in its place.
  html: { cspNonce: '__NONCE__' },
  css: { postcss: { plugins: [presetMantine()] } },
  build: {
    target: 'es2022',
    // A file of its own even where it is small: the policy of our pages lets nothing else run.
    assetsInlineLimit: 0,
    // For size-limit, which weighs what the first page loads.
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What pages are made of comes in one file: forty files of 300 bytes take a browser longer than one of 12,000.
        codeSplitting: {
          groups: [
            // What runs first stays small.
            { name: 'asking', priority: 2, test: ASKING },
            { name: 'parts', priority: 1, test: /[\\/]src[\\/](parts|format|range|words|shell)[\\/]/ },
            // What two pages need comes with every page.
            { name: 'shared', priority: 0, minShareCount: 2, test: /./ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': SERVER } },
})
