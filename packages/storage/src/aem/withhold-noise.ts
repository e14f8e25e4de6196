import { existsSync } from 'node:fs'
import { dayOf } from '@countersign/core'
import Database from 'better-sqlite3'
import { migrate } from '../migrate.js'
import { AEM_MIGRATIONS } from './schema.js'

/**
 * Of an older state of the file: the days since may have been published with other noise, and are not published with noise
 * again. Two draws for one count blur less than one.
 * @param path  the fold's file, which nobody holds; where there is none, none is made
 */
export function withholdNoise(path: string, now_ms: number): void {
  if (!existsSync(path)) return
  const db = new Database(path)
  migrate(db, AEM_MIGRATIONS, path)
  db.prepare('UPDATE state SET noisy_from = max(coalesce(noisy_from, 0), ?)').run(dayOf(now_ms))
  db.close()
}
