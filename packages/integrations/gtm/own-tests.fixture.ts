// GTM's test editor, as far as the template's own tests use it.
import { expect } from 'vitest'
import { copy } from './page.fixture.js'
import { type Apis, runSandboxed, TagPage } from './sandbox.fixture.js'
import type { Template } from './template.fixture.js'

type Calls = Map<string, unknown[][]>

/** Runs a scenario of the template's section of tests, after its setup. @throws where an assertion fails */
export function runScenario(template: Template, code: string): void {
  const calls: Calls = new Map()
  const apis = new TagPage(template).apis()
  const names = {
    mock: (name: string, by: unknown) =>
      void Object.assign(apis, { [name]: typeof by === 'function' ? by : () => by }),
    mockObject: (name: string, by: object) => void Object.assign(apis, { [name]: by }),
    runCode: (fields: { [name: string]: unknown }) => {
      const spied = spyOn({ gtmOnSuccess: () => {}, gtmOnFailure: () => {}, ...apis }, calls)
      const { gtmOnSuccess, gtmOnFailure } = spied
      return runSandboxed(template.code, { data: { ...fields, gtmOnSuccess, gtmOnFailure } }, spied)
    },
    assertApi: (name: string) => assertApi(name, calls),
    assertThat,
  }
  runSandboxed(`${template.setup}\n${code}`, names, apis)
}

/** The same functions, each noting what it is called with. */
function spyOn(apis: Apis, calls: Calls): Apis {
  const spied = Object.entries(apis).map(([name, api]) => {
    if (typeof api !== 'function') return [name, api]
    return [
      name,
      (...given: never[]) => {
        calls.set(name, [...(calls.get(name) ?? []), given])
        return (api as (...given: never[]) => unknown)(...given)
      },
    ]
  })
  return Object.fromEntries(spied)
}

const assertApi = (name: string, calls: Calls) => ({
  wasCalled: () => expect(calls.get(name) ?? [], name).not.toHaveLength(0),
  wasNotCalled: () => expect(calls.get(name) ?? [], name).toHaveLength(0),
})

const assertThat = (actual: unknown) => ({
  isEqualTo: (expected: unknown) => expect(copy(actual)).toEqual(copy(expected)),
  hasLength: (length: number) => expect(copy(actual)).toHaveLength(length),
  isEmpty: () => expect(copy(actual)).toHaveLength(0),
  contains: (...values: unknown[]) => expect(copy(actual)).toEqual(expect.arrayContaining(values.map(copy))),
})
