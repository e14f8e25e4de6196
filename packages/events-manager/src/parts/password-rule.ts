import { words } from '../words/words.js'

/** As the server has it: length is what makes a password hard to guess. */
export const PASSWORD_CHARS_MIN = 12

/** What is wrong with a new password and its repetition; null: nothing. Judged once something was typed. */
export function passwordFaults(password: string, repeated: string): { password?: string; repeated?: string } {
  return {
    ...(password.length < PASSWORD_CHARS_MIN && { password: words.welcome.too_short(PASSWORD_CHARS_MIN) }),
    ...(password !== repeated && { repeated: words.welcome.differs }),
  }
}
