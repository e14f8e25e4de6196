import Database from 'better-sqlite3'

/** Whether an error says that the disk is full or failed, or that another holds the file: it can be tried again. */
export const isWithoutRoom = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|BUSY|CANTOPEN|READONLY)/.test(error.code)
