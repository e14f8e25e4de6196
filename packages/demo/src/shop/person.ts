import { hash } from 'node:crypto'
import type { Random } from './random.js'

/** What a customer tells the shop, each as the match key wants it before hashing. @source reference 6.2 */
export interface Person {
  em: string
  ph: string
  fn: string
  ln: string
  ct: string
  st: string
  zp: string
  country: string
}

const FIRST =
  'anna,ben,clara,david,emma,felix,greta,hans,ida,jonas,lena,max,nora,oskar,paula,quentin,rosa,theo'.split(
    ',',
  )
const LAST =
  'albrecht,bauer,conrad,dietz,ebert,fischer,graf,huber,jung,keller,lang,meyer,nolte,peters,roth,weber'.split(
    ',',
  )
const MAIL = ['gmail.com', 'gmx.de', 'web.de', 'icloud.com', 'outlook.com', 't-online.de', 'posteo.de']
const CITIES: readonly [ct: string, st: string, zp: string][] = [
  ['berlin', 'be', '10'],
  ['hamburg', 'hh', '20'],
  ['munich', 'by', '80'],
  ['cologne', 'nw', '50'],
  ['leipzig', 'sn', '04'],
  ['kiel', 'sh', '24'],
  ['bremen', 'hb', '28'],
]

export function personOf(random: Random): Person {
  const [fn, ln] = [random.pick(FIRST), random.pick(LAST)]
  const [ct, st, area] = random.pick(CITIES)
  return {
    em: `${fn}.${ln}${random.int(1, 99_999)}@${random.pick(MAIL)}`,
    ph: `4917${random.int(10_000_000, 99_999_999)}`,
    fn,
    ln,
    ct,
    st,
    zp: `${area}${random.int(100, 999)}`,
    country: 'de',
  }
}

/** SHA-256 of what a match key holds, as pixel and SDK send it. */
export const digest = (text: string): string => hash('sha256', text)
