/** As pino has it. */
export interface Log {
  info(about: object, text: string): void
  warn(about: object, text: string): void
  error(about: object, text: string): void
}

export const NO_LOG: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
