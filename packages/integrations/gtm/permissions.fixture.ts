import type { Permission, Tagged } from './template.fixture.js'

/** What the template's permissions let the sandbox do. */
export interface Allowed {
  /** `read`, `write` or `execute` of a global by its exact path */
  global(way: 'read' | 'write' | 'execute', path: string): boolean
  script(url: string): boolean
  dataLayer(key: string): boolean
  has(publicId: string): boolean
}

export function readPermissions(permissions: readonly Permission[]): Allowed {
  const listOf = (publicId: string, key: string): Tagged[] => {
    const permission = permissions.find(({ instance }) => instance.key.publicId === publicId)
    const value = permission?.instance.param.find((param) => param.key === key)?.value
    return value?.type === 2 ? value.listItem : []
  }
  const texts = (publicId: string, key: string) =>
    listOf(publicId, key).flatMap((item) => (item.type === 1 ? [item.string] : []))
  const globals = listOf('access_globals', 'keys').map(entryOf)
  return {
    global: (way, path) => globals.some((entry) => entry.key === path && entry[way] === true),
    script: (url) => texts('inject_script', 'urls').some((pattern) => matches(pattern, url)),
    dataLayer: (key) => texts('read_data_layer', 'keyPatterns').some((pattern) => matches(pattern, key)),
    has: (publicId) => permissions.some(({ instance }) => instance.key.publicId === publicId),
  }
}

function entryOf(tagged: Tagged): { [key: string]: unknown } {
  if (tagged.type !== 3) return {}
  const plain = (value: Tagged | undefined) =>
    value?.type === 1 ? value.string : value?.type === 8 ? value.boolean : undefined
  return Object.fromEntries(tagged.mapKey.map((key, i) => [plain(key), plain(tagged.mapValue[i])]))
}

/** In a pattern `*` stands for any characters, and all else for itself. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(text)
}
