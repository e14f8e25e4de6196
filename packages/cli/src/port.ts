import { couldNot, wrongInput } from './io.js'

export function readPort(text: string): number {
  const port = Number(text)
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw wrongInput(`--port ${text}: give 0 to 65535`)
  return port
}

/** What is said where someone else listens there already; other errors go on as they are. */
export const inUse =
  (host: string, port: number, by: string) =>
  (error: unknown): never => {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw couldNot(`${host}:${port} is in use. Give another: ${by}.`)
    throw error
  }
