import { en } from './en.js'

/** The words of the language that is spoken. */
export const words = en
