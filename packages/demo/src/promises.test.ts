import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PROMISES } from './promises.js'

const page = readFileSync(new URL('../../../docs/demo.md', import.meta.url), 'utf8')

test('docs/demo.md lists what is promised, in its order, and nothing else', () => {
  const rows = PROMISES.map(({ dataset, says, seen }) => {
    const where = 'run' in seen ? `countersign ${seen.run}` : `GET …${seen.get}`
    return `| ${dataset} | ${says} | \`${where}\` |`
  })
  const listed = page.split('\n').filter((line) => /^\| (healthy|troubled|empty) /.test(line))
  expect(listed).toEqual(rows)
})
