import type { Dataset } from '@countersign/storage'
import { isPermitted } from '../block/traffic-permissions.js'

/** What Meta's library asks about: a dataset, and the host of the page that asks. */
export interface SignalsAsked {
  dataset_id: string
  /** undefined where there is none that takes events */
  dataset: Dataset | undefined
  /** in lower case; null where the address does not say */
  domain: string | null
}

/**
 * The configuration script that Meta's library loads before it sends: what the dataset's settings say, in the
 * shape that it expects, and in any case `configLoaded`, since it holds every command until then.
 * @source reference 1.1, 1.6, 13.3; decision 0009
 */
export function signalsConfig(asked: SignalsAsked, sha256: (text: string) => string): string {
  const id = quoted(asked.dataset_id)
  const calls = asked.dataset === undefined ? [] : callsOf(asked.dataset, asked.domain, id, sha256)
  return `fbq.registerPlugin(${id},{__fbEventsPlugin:1,plugin:function(fbq,instance,config){
try{
${calls.join('\n')}
}catch(error){}
instance.configLoaded(${id});
}});
`
}

function callsOf(dataset: Dataset, domain: string | null, id: string, sha256: (text: string) => string) {
  const { settings } = dataset
  const calls: string[] = []
  const section = (name: string, value: object) => calls.push(`config.set(${id},"${name}",${quoted(value)});`)
  const feature = (name: string) => calls.push(`instance.optIn(${id},"${name}",true);`)
  if (settings.first_party_cookies) feature('FirstPartyCookies')
  if (settings.enable_automatic_matching && settings.automatic_matching_fields.length > 0) {
    section('automaticMatching', { selectedMatchKeys: settings.automatic_matching_fields })
    calls.push('fbq.loadPlugin("identity");')
    feature('AutomaticMatching')
  }
  if (domain !== null && settings.allowed_domains.length > 0 && !isPermitted(domain, settings)) {
    section('prohibitedPixels', { lockWebpage: false, blockReason: 'traffic_permissions' })
    feature('ProhibitedPixels')
  }
  const sources = prohibitedSources(dataset, domain)
  if (sources.length > 0) {
    section('prohibitedSources', { prohibitedSources: sources.map((host) => ({ domain: sha256(host) })) })
    feature('ProhibitedSources')
  }
  return calls
}

/**
 * The library compares whole hosts, while our lists mean their subdomains, too: so whoever says its host is
 * told about that one alone, and the others stay our business.
 */
function prohibitedSources({ settings }: Dataset, domain: string | null): readonly string[] {
  if (domain === null) return settings.blocked_domains
  return settings.blocked_domains.length > 0 && !isPermitted(domain, settings) ? [domain] : []
}

/** JSON that stands in a script, whatever page that is put into. */
const quoted = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** The same as Meta's partners read it on their servers. @source reference 1.1 */
export function signalsConfigJson({ dataset, dataset_id }: SignalsAsked): object {
  if (dataset === undefined) return { errorMessage: `There is no dataset ${dataset_id} that takes events.` }
  const { enable_automatic_matching, automatic_matching_fields } = dataset.settings
  return {
    matchingConfig: {
      enableAutomaticMatching: enable_automatic_matching,
      enabledAutomaticMatchingFields: enable_automatic_matching ? automatic_matching_fields : [],
    },
  }
}
