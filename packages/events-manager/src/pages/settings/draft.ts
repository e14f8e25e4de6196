import { Failure } from '../../client/failure.js'
import type { Dataset } from '../../client/queries.js'
import { type EditedField, FIELDS, readTyped } from './fields.js'
import type { FieldName } from './sections.js'

/** What was typed and is not saved, by field. A number is text until it is saved, as it is typed. */
export type Draft = { readonly [K in FieldName]?: unknown }

const BESIDE = ['name', 'domain', 'ad_account_id'] as const
const isBeside = (name: FieldName): name is (typeof BESIDE)[number] =>
  (BESIDE as readonly string[]).includes(name)

/** What a field holds at the server. */
export const savedValue = (dataset: Dataset, name: FieldName): unknown =>
  isBeside(name) ? dataset[name] : dataset.settings[name]

/** What a draft's value is sent as. */
export function readValue(name: FieldName, typed: unknown): unknown {
  const field = FIELDS[name as EditedField]
  return field === undefined ? typed : readTyped(field, typed)
}

/** The fields whose drafts differ from what is saved, each with the value to send. */
export function changesOf(dataset: Dataset, draft: Draft): Draft {
  const read = Object.entries(draft).map(
    ([name, typed]) => [name, readValue(name as FieldName, typed)] as const,
  )
  return Object.fromEntries(
    read.filter(([name, value]) => !isSame(value, savedValue(dataset, name as FieldName))),
  )
}

/** What is saved now of the fields that change: what an undo sends. */
export const valuesBefore = (dataset: Dataset, changes: Draft): Draft =>
  Object.fromEntries(Object.keys(changes).map((name) => [name, savedValue(dataset, name as FieldName)]))

/** What is left of a draft once another was saved: what was typed meanwhile. */
export const draftAfter = (draft: Draft, saved: Draft): Draft =>
  Object.fromEntries(
    Object.entries(draft).filter(([name, typed]) => !isSame(typed, saved[name as FieldName])),
  )

/** The body of PATCH /api/datasets/{id}. */
export function bodyOf(changes: Draft): { [name: string]: unknown } {
  const entries = Object.entries(changes)
  const beside = entries.filter(([name]) => isBeside(name as FieldName))
  const settings = entries.filter(([name]) => !isBeside(name as FieldName))
  return {
    ...Object.fromEntries(beside),
    ...(settings.length > 0 && { settings: Object.fromEntries(settings) }),
  }
}

/** What is wrong, by field; `rest` is what belongs to none of those that are shown. */
export function faultsOf(
  error: unknown,
  shown: readonly string[],
): { at: { readonly [name: string]: string }; rest: unknown } {
  if (!(error instanceof Failure)) return { at: {}, rest: error }
  const told =
    error.problems.length > 0
      ? error.problems
      : [{ at: error.at, message: `${error.message} ${error.fix ?? ''}`.trim() }]
  const at: { [name: string]: string } = {}
  const lost = []
  for (const problem of told) {
    const name = nameIn(problem.at, shown)
    if (name === undefined) lost.push(problem)
    else at[name] = `${at[name] ?? ''} ${problem.message}`.trim()
  }
  return { at, rest: lost.length > 0 ? error : null }
}

/** `settings.key_events`, `events.1`: the field that a path leads into. */
function nameIn(at: string | null, shown: readonly string[]): string | undefined {
  const words = at?.split('.') ?? []
  const [first, second] = words
  return shown.find((name) => name === (first === 'settings' ? second : first))
}

/** Compares values as they are sent. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
