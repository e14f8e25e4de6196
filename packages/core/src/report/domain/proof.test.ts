import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ProofFound, proofsOf, readProofFile, readTxtRecords } from './proof.js'

const TOKEN = 'Zm9vYmFyYmF6cXV4MTIzNDU2'
const OTHER = 'b3RoZXJvdGhlcm90aGVyMTIz'
const NAME = 'countersign-domain-verification'

test('what to put where', () => {
  expect(proofsOf('shop.example', TOKEN)).toEqual({
    dns: `countersign-domain-verification=${TOKEN}`,
    meta: `<meta name="countersign-domain-verification" content="${TOKEN}">`,
    file: 'https://shop.example/.well-known/countersign-domain-verification.txt',
  })
})

const records: [title: string, records: string[][], want: ProofFound['found']][] = [
  ['the record', [[`${NAME}=${TOKEN}`]], 'token'],
  ['among others', [['v=spf1 -all'], [`${NAME}=${OTHER}`], [`${NAME}=${TOKEN}`]], 'token'],
  ['in pieces', [[`${NAME}=`, TOKEN]], 'token'],
  ['with space around it', [[` ${NAME}=${TOKEN} `]], 'token'],
  ["another dataset's", [[`${NAME}=${OTHER}`]], 'other_token'],
  ['no record', [], 'absent'],
  ["Meta's own", [[`facebook-domain-verification=${TOKEN}`]], 'absent'],
  ['the token alone', [[TOKEN]], 'absent'],
  ['without a token', [[`${NAME}=`]], 'absent'],
  ['the token cut', [[`${NAME}=${TOKEN.slice(0, -1)}`]], 'other_token'],
]
for (const [title, given, want] of records)
  test(`readTxtRecords: ${title}`, () => expect(readTxtRecords(given, TOKEN).found).toBe(want))

const files: [title: string, text: string, want: ProofFound['found']][] = [
  ['the token', TOKEN, 'token'],
  ['with a mark and line ends', `\uFEFF${TOKEN}\r\n`, 'token'],
  ['two datasets', `${OTHER}\n${TOKEN}\n`, 'token'],
  ['another', OTHER, 'other_token'],
  ['empty', '', 'absent'],
  ['a page that repeats what it is asked', `<html>${TOKEN}</html>`, 'absent'],
  ['far down', `${'\n'.repeat(5_000)}${TOKEN}`, 'absent'],
]
for (const [title, text, want] of files)
  test(`readProofFile: ${title}`, () => expect(readProofFile(text, TOKEN).found).toBe(want))

test('law: only where the token stands is it found', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!text.includes(TOKEN))
      expect([readProofFile(text, TOKEN).found, readTxtRecords([[text]], TOKEN).found]).not.toContain('token')
    }),
  ))
