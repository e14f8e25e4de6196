import type Database from 'better-sqlite3'

/** SQL, or what runs it where SQL alone does not do. */
export type Migration = string | ((db: Database.Database) => void)

/**
 * Takes the steps that a database has not taken yet, all or none.
 * @throws where the database was written by a newer version: an older one must not touch it
 */
export function migrate(db: Database.Database, migrations: readonly Migration[], what: string): void {
  const taken = () => db.pragma('user_version', { simple: true }) as number
  refuseNewer(taken(), migrations.length, what)
  if (taken() === migrations.length) return
  db.transaction(() => {
    // Asked again: another process may have migrated while this one waited for the lock.
    for (const step of migrations.slice(taken()))
      if (typeof step === 'string') db.exec(step)
      else step(db)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}

/** @throws where a file's schema is newer than the one that this version knows */
export function refuseNewer(schema: number, known: number, what: string): void {
  if (schema > known)
    throw new Error(
      `${what} was written by a newer version of Countersign (schema ${schema}); this one knows ${known}.`,
    )
}
