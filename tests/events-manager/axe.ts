import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong, each with where it is. It comes in by the protocol: the page's policy lets no script in.
 * @param rules  only these, e.g. those that a theme may break; left out: all
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async (only) => {
    interface Found {
      violations: { id: string; nodes: { html: string }[] }[]
    }
    const { axe } = window as unknown as { axe: { run(options: object): Promise<Found> } }
    const found = await axe.run(only === undefined ? {} : { runOnly: only })
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
    )
  }, rules)
}
