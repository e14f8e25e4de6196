import { diagnostics } from './en/diagnostics.js'
import { parts } from './en/parts.js'
import { shell } from './en/shell.js'
import { signIn, welcome } from './en/sign-in.js'

/** Every visible text. A second language is a file of the same shape. */
export const en = { shell, parts, signIn, welcome, diagnostics }
