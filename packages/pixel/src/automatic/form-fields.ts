/** A field of a form as the page has it. */
export interface Field {
  tag: string
  type: string
  name: string
  id: string
  placeholder: string
  autocomplete: string
  value: string
  checked: boolean
}

/** What was found, plain, by match key: it is hashed at once. */
export type Found = { [key: string]: string }

const FIELDS_PER_KIND_MAX = 15

/** Names of what is never read. @source reference 1.6 */
const SECRET = /ssn|unique|cc|card|cvv|cvc|cvn|creditcard|billing|security|social|pass/i
const SECRET_AUTOCOMPLETE = /^cc-|password|one-time-code/i

/** Whether a field may be read at all: no password, no card, no social security number. */
export const isReadable = ({ type, name, id, autocomplete }: Field): boolean =>
  !/^(password|hidden|file)$/.test(type) &&
  !SECRET.test(`${name} ${id}`) &&
  !SECRET_AUTOCOMPLETE.test(autocomplete)

/** The fields of a form that may be read: the first 15 of each kind. @param form  the document where there is none */
export function fieldsOf(form: ParentNode): Field[] {
  const counts: { [kind: string]: number } = {}
  const fields: Field[] = []
  for (const element of form.querySelectorAll<HTMLInputElement>('input, textarea, select, button')) {
    const field = fieldOf(element)
    const kind = field.tag + field.type
    counts[kind] = (counts[kind] ?? 0) + 1
    if (counts[kind] <= FIELDS_PER_KIND_MAX && isReadable(field)) fields.push(field)
  }
  return fields
}

function fieldOf(element: HTMLInputElement): Field {
  const { type = '', name = '', id = '', placeholder = '', checked = false } = element
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const autocomplete = element.getAttribute('autocomplete') ?? ''
  const tag = element.tagName.toLowerCase()
  const value = text(element.value).trim().slice(0, VALUE_CHARS_MAX)
  return {
    tag,
    type: text(type),
    name: text(name),
    id: text(id),
    placeholder: text(placeholder),
    autocomplete,
    value,
    checked,
  }
}
const VALUE_CHARS_MAX = 300

const EMAIL = /^[\w!#$%&'*+/=?^`{|}~.-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i
const FIRST_NAME = /firstname|fname|givenname|forename|^fn$/
const LAST_NAME = /lastname|^lname|surname|^sname|familyname|^ln$/
const FULL_NAME = /^(full|your|customer|contact)?name$/
const PHONE = /phone|mobile|contact|^tel$/
const CITY = /city|town|^ct$/
const STATE = /state|province/
const GENDER = /gender|^gen$|^sex$/
const ZIP = /zip|zcode|pincode|pcode|postalcode|postcode/

/**
 * Recognises identity in a form's fields.
 * @param wanted  the match keys that the dataset's setting names; others are not looked for
 * @returns plain values, the first for each key
 * @source reference 1.6
 */
export function identityIn(fields: readonly Field[], wanted: readonly string[]): Found {
  const found: Found = {}
  const take = (key: string, value: string | undefined) => {
    if (value && wanted.includes(key)) found[key] ??= value
  }
  fields.forEach((field, at) => {
    if (field.tag === 'button' || field.value === '') return
    const names = [field.name, field.id, field.placeholder].map((name) =>
      name.toLowerCase().replace(/[^a-z]/g, ''),
    )
    const is = (kind: RegExp) => names.some((name) => kind.test(name))
    const { value } = field
    if (EMAIL.test(value)) take('em', value)
    else if (value.startsWith('@')) take('em', splitAddress(fields[at - 1], value))
    else if (field.type === 'radio' || field.type === 'checkbox' || is(GENDER)) takeGender(field, take)
    else if (is(FIRST_NAME)) take('fn', value)
    else if (is(LAST_NAME)) take('ln', value)
    else if (field.type === 'tel' || is(PHONE)) take('ph', value)
    else if (is(CITY)) take('ct', value)
    else if (is(STATE)) take('st', value)
    else if (is(ZIP) || /^\d{5}$/.test(value)) take('zp', value)
    else if (is(FULL_NAME)) {
      const [first, ...rest] = value.split(/\s+/)
      take('fn', first)
      take('ln', rest.join(' '))
    }
  })
  return found
}

/** An address in two fields: what stands before the `@`, and the rest. */
function splitAddress(before: Field | undefined, rest: string): string | undefined {
  const address = (before?.value ?? '') + rest
  return EMAIL.test(address) ? address : undefined
}

const GENDERS = /^(male|boy|man|female|girl|woman|m|f)$/i

function takeGender(field: Field, take: (key: string, value: string) => void): void {
  const is_choice = field.type === 'radio' || field.type === 'checkbox'
  if (GENDERS.test(field.value) && (!is_choice || field.checked)) take('ge', field.value)
}
