import { hashPassword, isPassword } from './password.js'
import { PasswordTurns } from './password-turns.js'

/** Passwords, looked at one at a time in this process. @throws PasswordsBusy where too many wait */
export class Passwords {
  private readonly turns = new PasswordTurns()

  constructor(private readonly randomBytes: (count: number) => Uint8Array) {}

  hash(password: string): Promise<string> {
    return this.turns.take(() => hashPassword(password, this.randomBytes))
  }

  /** @param stored  null: nobody's; it takes as long */
  is(password: string, stored: string | null): Promise<boolean> {
    return this.turns.take(() => isPassword(password, stored))
  }
}
