/** A page's globals by dotted paths, as GTM's functions take them. */
export class PageGlobals {
  readonly window: { [name: string]: unknown } = {}

  get(path: string): unknown {
    return this.#holder(path)?.[last(path)]
  }

  /** @returns false where there is nothing to set it on */
  set(path: string, value: unknown): boolean {
    const holder = this.#holder(path)
    if (!holder) return false
    holder[last(path)] = value
    return true
  }

  call(path: string, given: unknown[]): unknown {
    const called = this.get(path)
    return typeof called === 'function' ? called.apply(this.#holder(path), given) : undefined
  }

  #holder(path: string): { [name: string]: unknown } | undefined {
    let holder: unknown = this.window
    for (const name of path.split('.').slice(0, -1)) holder = (holder as { [name: string]: unknown })?.[name]
    return holder === undefined || holder === null ? undefined : (holder as { [name: string]: unknown })
  }
}

const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/**
 * What crosses the sandbox's border is copied; functions stay callable. An arguments object arrives as a list, as
 * it does from GTM.
 */
export function copy(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (isList(value)) return Array.from(value, copy)
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, copy(of)]))
}

const isList = (value: object): value is ArrayLike<unknown> =>
  Array.isArray(value) || Object.prototype.toString.call(value) === '[object Arguments]'
