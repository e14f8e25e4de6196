/**
 * The beginnings of Graph's paths: any version, and none. The numbers of an object's id, those of an ad account, and
 * those of whoever may own datasets: an ad account or a business.
 * @source reference 0
 */
export const PREFIXES = ['/:version(^v\\d[\\d.]*$)', '']
export const OBJECT = ':id(^\\d+$)'
export const AD_ACCOUNT = ':owner_id(^act_\\d+$)'
export const OWNER = ':owner_id(^(?:act_)?\\d+$)'

/** The version that a request's target begins with; undefined where it has none. */
export const versionOf = (target: string | undefined): string | undefined =>
  target === undefined ? undefined : VERSION.exec(target)?.[1]
const VERSION = /^\/(v\d[\d.]{0,9})\//

/** Whether a path is meant for Graph, so that what is wrong with it is said in Graph's words. */
export const isGraphPath = (path: string): boolean =>
  /^\/v\d+(?:\.\d+)?(?:\/|$)/.test(path) || /^\/\d+(?:\/|$)/.test(path)

/** The part of a path that no object has: what follows the version and the object's id. */
export function unknownComponents(path: string): string {
  const parts = path.split('/').filter((part) => part !== '')
  if (/^v\d+(?:\.\d+)?$/.test(parts[0] ?? '')) parts.shift()
  const rest = parts.length > 1 && /^(?:act_)?\d+$/.test(parts[0] ?? '') ? parts.slice(1) : parts
  // Said back only where it has an edge's form: anything else may be personal data that went astray.
  return rest
    .map((part) => (EDGE.test(part) ? part : '_'))
    .slice(0, COMPONENTS_MAX)
    .join('/')
}
const EDGE = /^[a-z][\w.]{0,59}$/i
const COMPONENTS_MAX = 5
