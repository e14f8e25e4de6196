// Writes docs/errors.md from the catalogues of packages/core; run by `npm run errors` after a build.
import { writeFileSync } from 'node:fs'
import { errorsPage } from '../packages/core/dist/index.js'

writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage())
