/** A mail, and the server that takes it. */
export interface OutgoingMail {
  host: string
  port: number
  /** null: the server asks for none */
  user: string | null
  password: string | null
  from: string
  to: readonly string[]
  subject: string
  text: string
  /** The server is allowed by name: it may have a private address, and be spoken to without TLS. */
  may_be_private: boolean
}

/** `failure`: why it was not taken, in words without anything secret */
export type MailOutcome = { rejected: number } | { failure: string }

/** Hands a mail to its server. It never rejects. `rejected`: of how many recipients the server would not hear */
export type Mailer = (mail: OutgoingMail) => Promise<MailOutcome>
