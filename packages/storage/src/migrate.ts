import type Database from 'better-sqlite3'

/**
 * Takes the steps that a database has not taken yet, all or none.
 * @throws where the database was written by a newer version: an older one must not touch it
 */
export function migrate(db: Database.Database, migrations: readonly string[], what: string): void {
  const taken = db.pragma('user_version', { simple: true }) as number
  if (taken > migrations.length)
    throw new Error(`${what} was written by a newer version of Countersign (schema ${taken}); this one knows ${migrations.length}.`)
  if (taken === migrations.length) return
  db.transaction(() => {
    for (const step of migrations.slice(taken)) db.exec(step)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}
