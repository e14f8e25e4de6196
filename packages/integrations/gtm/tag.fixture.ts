import { TagPage } from './sandbox.fixture.js'
import { type Field, readTemplate } from './template.fixture.js'

export const HOST = 'https://t.shop.example'
export const DATASET_ID = '1832195656904796'

/** A page on which nothing has run, with the template as it stands in the file. */
export const tagPage = (): TagPage => new TagPage(readTemplate())

/** A tag's fields: those given, and for the rest what GTM's form holds before anyone has touched it. */
export function fields(given: { [name: string]: unknown } = {}): { [name: string]: unknown } {
  return { ...defaultsOf(readTemplate().parameters), host: HOST, datasetIds: DATASET_ID, ...given }
}

function defaultsOf(parameters: readonly Field[]): { [name: string]: unknown } {
  const defaults: { [name: string]: unknown } = {}
  for (const { name, defaultValue, subParams = [], radioItems = [] } of parameters) {
    if (defaultValue !== undefined) defaults[name] = defaultValue
    Object.assign(defaults, defaultsOf([...subParams, ...radioItems.flatMap((item) => item.subParams ?? [])]))
  }
  return defaults
}

/** What waits in the page for the library, in its order. */
export const commands = (page: TagPage): unknown => page.globals.get('fbq.queue')
