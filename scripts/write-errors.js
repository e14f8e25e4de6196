// Writes docs/errors.md from the catalogue of problems; a test holds the two equal.
import { writeFileSync } from 'node:fs'
import { errorsPage } from '../packages/core/dist/index.js'

writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage())
