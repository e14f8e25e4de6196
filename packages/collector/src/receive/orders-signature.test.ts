import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigned } from './orders-signature.js'

const NOW_S = 1_795_435_200
const BODY = Buffer.from('{"order_id":"1"}')
const v1 = (at_s: number, secret = 'whsec_a', body = BODY) =>
  createHmac('sha256', secret).update(`${at_s}.`).update(body).digest('hex')

test.each<[title: string, header: string, want: boolean]>([
  ['signed now', `t=${NOW_S},v1=${v1(NOW_S)}`, true],
  ['spaces and an older scheme beside it', `t=${NOW_S}, v1=${v1(NOW_S)}, v0=ff`, true],
  ['the second of two secrets', `t=${NOW_S},v1=${v1(NOW_S, 'whsec_old')},v1=${v1(NOW_S)}`, true],
  ['five minutes ago', `t=${NOW_S - 300},v1=${v1(NOW_S - 300)}`, true],
  ['longer ago', `t=${NOW_S - 301},v1=${v1(NOW_S - 301)}`, false],
  ['a clock that is ahead', `t=${NOW_S + 301},v1=${v1(NOW_S + 301)}`, false],
  ['of another time', `t=${NOW_S - 1},v1=${v1(NOW_S)}`, false],
  ['another secret', `t=${NOW_S},v1=${v1(NOW_S, 'whsec_b')}`, false],
  ['another body', `t=${NOW_S},v1=${v1(NOW_S, 'whsec_a', Buffer.from('{}'))}`, false],
  ['no time', `v1=${v1(NOW_S)}`, false],
  ['no signature', `t=${NOW_S}`, false],
  ['half of one', `t=${NOW_S},v1=${v1(NOW_S).slice(0, 32)}`, false],
  ['empty', '', false],
])('isSigned: %s', (_, header, want) => expect(isSigned(header, BODY, 'whsec_a', NOW_S * 1_000)).toBe(want))
