import { readFileSync } from 'node:fs'

const FILE = new URL('template.tpl', import.meta.url)

export interface Scenario {
  name: string
  code: string
}

/** The template as GTM imports it, by its sections. */
export interface Template {
  info: { [key: string]: unknown }
  parameters: Field[]
  code: string
  permissions: Permission[]
  /** What GTM's editor runs before each scenario, in the same scope. */
  setup: string
  scenarios: Scenario[]
  sections: string[]
}

export interface Field {
  type: string
  name: string
  defaultValue?: unknown
  subParams?: Field[]
  radioItems?: { value: string; subParams?: Field[] }[]
}

/** GTM writes a permission's values as tagged ones: 1 text, 2 list, 3 map, 8 switch. */
export type Tagged =
  | { type: 1; string: string }
  | { type: 2; listItem: Tagged[] }
  | { type: 3; mapKey: Tagged[]; mapValue: Tagged[] }
  | { type: 8; boolean: boolean }
export interface Permission {
  instance: { key: { publicId: string }; param: { key: string; value: Tagged }[] }
}

export function readTemplate(): Template {
  const [, ...parts] = readFileSync(FILE, 'utf8').split(/^___([A-Z_]+)___$/m)
  const sections = new Map<string, string>()
  for (let i = 0; i < parts.length; i += 2) sections.set(parts[i] ?? '', (parts[i + 1] ?? '').trim())
  const section = (name: string): string => {
    const text = sections.get(name)
    if (text === undefined) throw new Error(`The template has no section ${name}.`)
    return text
  }
  return {
    info: JSON.parse(section('INFO')),
    parameters: JSON.parse(section('TEMPLATE_PARAMETERS')),
    code: section('SANDBOXED_JS_FOR_WEB_TEMPLATE'),
    permissions: JSON.parse(section('WEB_PERMISSIONS')),
    ...readTests(section('TESTS')),
    sections: [...sections.keys()],
  }
}

/** Reads the one shape of YAML in which GTM writes tests: a list of names with blocks of code, and a setup. */
function readTests(text: string): { setup: string; scenarios: Scenario[] } {
  const [list = '', setup = ''] = text.split(/^setup: \|-\n/m)
  const scenarios = list.split(/^- name: /m).slice(1)
  return {
    setup,
    scenarios: scenarios.map((scenario) => {
      const [name = '', code = ''] = scenario.split(/\n {2}code: \|-\n/)
      return { name, code }
    }),
  }
}
