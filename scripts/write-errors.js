// Writes docs/errors.md and docs/diagnostics.md from their catalogues; tests hold them equal.
import { writeFileSync } from 'node:fs'
import { errorsPage } from '../packages/core/dist/problem/errors-page.js'
import { diagnosticsPage } from '../packages/core/dist/report/diagnose/page.js'

writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage())
writeFileSync(new URL('../docs/diagnostics.md', import.meta.url), diagnosticsPage())
