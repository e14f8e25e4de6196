// GTM's sandbox, as far as the template uses it: a stand-in for a platform that runs nowhere else.
import vm from 'node:vm'
import { copy, PageGlobals } from './page.fixture.js'
import { type Allowed, readPermissions } from './permissions.fixture.js'
import type { Template } from './template.fixture.js'

type Api = (...given: never[]) => unknown
export interface Apis {
  [name: string]: Api | object
}

/** One page with one GTM container: tags that fire on it share its globals and the template's storage. */
export class TagPage {
  readonly globals = new PageGlobals()
  /** What was pushed to the data layer, newest last. */
  readonly pushed: { [key: string]: unknown }[] = []
  readonly injected: string[] = []
  readonly logged: unknown[] = []
  readonly #loaded = new Set<unknown>()
  readonly #stored = new Map<string, unknown>()
  readonly #allowed: Allowed
  readonly #template: Template

  constructor(template: Template) {
    this.#template = template
    this.#allowed = readPermissions(template.permissions)
  }

  /** Fires a tag with these fields. @returns which of GTM's two callbacks the tag called, in their order */
  fire(fields: { [name: string]: unknown }): string[] {
    const called: string[] = []
    const data = {
      ...fields,
      gtmOnSuccess: () => void called.push('success'),
      gtmOnFailure: () => void called.push('failure'),
    }
    runSandboxed(this.#template.code, { data }, this.apis())
    return called
  }

  /** What `require` gives. Each function asks the template's permissions, and throws where GTM would. */
  apis(): Apis {
    return { ...this.#windowApis(), ...this.#pageApis(), ...LIBRARY }
  }

  #windowApis(): Apis {
    const { globals } = this
    return {
      copyFromWindow: (path: string) => {
        this.#need('read', path)
        return copy(globals.get(path))
      },
      setInWindow: (path: string, value: unknown, override = false) => {
        this.#need('write', path)
        return (override || globals.get(path) === undefined) && globals.set(path, copy(value))
      },
      aliasInWindow: (to: string, from: string) => {
        this.#need('write', to)
        this.#need('read', from)
        return globals.get(from) !== undefined && globals.set(to, globals.get(from))
      },
      callInWindow: (path: string, ...given: unknown[]) => {
        this.#need('execute', path)
        return copy(globals.call(path, given.map(copy)))
      },
      createQueue: (path: string) => {
        this.#need('read', path)
        this.#need('write', path)
        if (globals.get(path) === undefined) globals.set(path, [])
        return (...values: unknown[]) => globals.call(`${path}.push`, values.map(copy))
      },
    }
  }

  #pageApis(): Apis {
    const allowed = this.#allowed
    return {
      copyFromDataLayer: (key: string) => {
        if (!allowed.dataLayer(key)) throw new Error(`read_data_layer: ${key}`)
        return copy(this.pushed.findLast((push) => key in push)?.[key])
      },
      injectScript: (url: string, onSuccess?: () => void, onFailure?: () => void, token?: string) => {
        if (!allowed.script(url)) return onFailure?.()
        if (token === undefined || !this.#loaded.has(token)) this.injected.push(url)
        this.#loaded.add(token)
        onSuccess?.()
      },
      queryPermission: (id: string, of: string, path: string) =>
        id === 'inject_script' ? allowed.script(of) : allowed.global(of as 'read', path),
      logToConsole: (...words: unknown[]) =>
        void (allowed.has('logging') && this.logged.push(words.join(' '))),
      templateStorage: {
        getItem: (key: string) => copy(this.#stored.get(key) ?? null),
        setItem: (key: string, value: unknown) => void this.#stored.set(key, copy(value)),
      },
    }
  }

  #need(way: 'read' | 'write' | 'execute', path: string): void {
    if (!this.#allowed.global(way, path)) throw new Error(`access_globals: ${way} ${path}`)
  }
}

/** The functions that need no permission. */
const LIBRARY: Apis = {
  getType: (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value),
  makeNumber: (value: unknown) => Number(value),
  makeString: (value: unknown) => String(value),
  makeTableMap: (rows: { [column: string]: unknown }[], key: string, value: string) =>
    Object.fromEntries(rows.map((row) => [row[key], row[value]])),
  Math: { round: Math.round },
}

/** Runs code as the body of a function that knows `require` and the given names, and nothing of a page or of Node. */
export function runSandboxed(code: string, names: { [name: string]: unknown }, apis: Apis): unknown {
  const require = (name: string): unknown => {
    if (!Object.hasOwn(apis, name)) throw new Error(`GTM has no ${name}.`)
    return apis[name]
  }
  const given = Object.entries({ ...names, require })
  const body = vm.compileFunction(
    code,
    given.map(([name]) => name),
    { parsingContext: vm.createContext(Object.create(null)) },
  )
  return body(...given.map(([, value]) => value))
}
