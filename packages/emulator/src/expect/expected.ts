import { hash } from 'node:crypto'
import { HASHED_KEYS, hashField } from '@countersign/core'
import type { Conversion } from '../counted/conversions.js'

/**
 * What a conversion is expected to be. Only what is named is compared, inside objects too; a list must have as many
 * items. A value may also be a regular expression, or a matcher of the test runner's (`expect.any(Number)`).
 */
export interface ExpectedConversion {
  dataset_id?: string
  event_id?: Expected
  event_time?: Expected
  action_source?: Expected
  event_source_url?: Expected
  /** reported at least on this channel */
  channel?: 'browser' | 'server'
  /** reported at least on these channels */
  channels?: readonly ('browser' | 'server')[]
  custom_data?: { [parameter: string]: Expected }
  /** match keys; those that are hashed may be given in clear: `{ em: 'jo@shop.example' }` */
  user_data?: { [match_key: string]: Expected }
  /** in custom_data; so is every name that is not one of those above */
  value?: Expected
  currency?: Expected
  [parameter: string]: Expected
}
/** A value, or something with which values are compared. */
export type Expected = unknown

/** One thing that is not as expected. */
export interface Difference {
  path: string
  expected: string
  was: string
}

const OF_EVENT = ['dataset_id', 'event_id', 'event_time', 'action_source', 'event_source_url'] as const
const HASHED: ReadonlySet<string> = new Set(HASHED_KEYS)

/** All that is not as expected; empty where the conversion is the one. */
export function differences(conversion: Conversion, expected: ExpectedConversion): Difference[] {
  const { channel, channels, custom_data, user_data, ...rest } = expected
  const found: Difference[] = []
  for (const one of channels ?? (channel === undefined ? [] : [channel]))
    if (!conversion.channels.includes(one))
      found.push({ path: 'channels', expected: `with ${one}`, was: conversion.channels.join(' and ') })
  const in_custom: { [name: string]: Expected } = { ...custom_data }
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined) continue
    const of_event = OF_EVENT.find((one) => one === name)
    if (of_event === undefined) in_custom[name] = value
    else compare(conversion[of_event], value, of_event, found)
  }
  for (const [name, value] of Object.entries(in_custom))
    compare(conversion.custom_data[name], value, `custom_data.${name}`, found)
  for (const [name, value] of Object.entries(user_data ?? {}))
    compareMatchKey(Reflect.get(conversion.user_data, name), value, name, found)
  return found
}

function compare(was: unknown, expected: Expected, path: string, found: Difference[]): void {
  const differs = () => found.push({ path, expected: shown(expected), was: shown(was) })
  if (isMatcher(expected)) {
    if (!expected.asymmetricMatch(was)) differs()
  } else if (expected instanceof RegExp) {
    if (typeof was !== 'string' || !expected.test(was)) differs()
  } else if (Array.isArray(expected)) {
    if (!Array.isArray(was) || was.length !== expected.length) differs()
    else for (const [index, item] of expected.entries()) compare(was[index], item, `${path}[${index}]`, found)
  } else if (typeof expected === 'object' && expected !== null) {
    if (typeof was !== 'object' || was === null) differs()
    else
      for (const [name, item] of Object.entries(expected))
        compare(Reflect.get(was, name), item, `${path}.${name}`, found)
  } else if (!Object.is(was, expected)) differs()
}

/** Of a hashed key it is enough that one of its digests is that of the value. */
function compareMatchKey(was: unknown, expected: Expected, key: string, found: Difference[]): void {
  const path = `user_data.${key}`
  if (!HASHED.has(key) || !isText(expected)) {
    compare(was, expected, path, found)
    return
  }
  const wanted = [expected]
    .flat()
    .map((text) => hashField(key, text, sha256, new Date().getFullYear()).sha256)
  const digests: readonly unknown[] = Array.isArray(was) ? was : []
  if (!wanted.every((digest) => digest !== null && digests.includes(digest)))
    found.push({ path, expected: `the digest of ${shown(expected)}`, was: shown(was) })
}

const sha256 = (text: string): string => hash('sha256', text)

const isText = (value: unknown): value is string | string[] =>
  typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))

/** As vitest, jest and Playwright make them. */
const isMatcher = (value: unknown): value is { asymmetricMatch(was: unknown): boolean } =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'asymmetricMatch') === 'function'

export function shown(value: unknown): string {
  if (value === undefined) return 'absent'
  if (value instanceof RegExp) return String(value)
  if (isMatcher(value)) return String(value)
  return JSON.stringify(value)
}
