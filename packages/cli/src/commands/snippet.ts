import { installSnippet, noscriptImage, ORIGIN } from '@countersign/pixel/serve'
import type { Command } from 'commander'
import { datasetOrFail, withConfiguration } from '../data.js'
import { print, remark, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
  host?: string
  noscript?: boolean
}

/** `countersign snippet`: what a page needs to report to a dataset, to paste into its head. */
export function snippetCommand(program: Command): void {
  withOptions(program.command('snippet').description('Print what to paste into the head of a page'))
    .requiredOption('--dataset <id>', 'the dataset that the page reports to')
    .option('--host <url>', 'where pages reach this server, e.g. https://t.shop.example')
    .option('--noscript', 'only the image that counts a page where no script runs')
    .action((options: Options) => {
      const dataset = withConfiguration(options.data, (configuration) =>
        datasetOrFail(configuration, options.dataset),
      )
      const host = hostOf(options.host)
      const snippet = (options.noscript ? noscriptImage : installSnippet)(host, dataset.id)
      print(options.json ? JSON.stringify({ dataset_id: dataset.id, host, snippet }) : snippet)
      if (dataset.archived_at_ms !== null) remark(`Dataset ${dataset.id} is archived: it takes no events.`)
    })
}

/** @returns the origin alone: the library reports to the root of where it came from */
function hostOf(given: string | undefined): string {
  if (given === undefined) {
    const local = `http://127.0.0.1:${process.env.PORT ?? 8787}`
    remark(`For pages on this machine. Say where visitors reach this server: --host https://t.shop.example`)
    return local
  }
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  const whole = url !== undefined && url.pathname === '/' && url.search + url.hash + url.username === ''
  if (!whole || !ORIGIN.test(url.origin))
    throw wrongInput(`--host ${given}: give a scheme and a host, e.g. https://t.shop.example`)
  return url.origin
}
