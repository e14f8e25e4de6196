/** The file or the directory that was given will not do; the message says why, and what to do instead. */
export class BackupRefused extends Error {
  override name = 'BackupRefused'
}

/** What was given is right, but it could not be done: no room, a server that runs, a disk that fails. */
export class BackupFailed extends Error {
  override name = 'BackupFailed'
}

/** Runs what writes below a place. @throws BackupFailed where the disk has no room or takes nothing */
export async function writing<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isNoRoom(error))
      throw new BackupFailed(`There is no room for ${place}. Make room, or choose another disk.`, {
        cause: error,
      })
    if (isOfDisk(error))
      throw new BackupFailed(`${place} could not be written: ${error.message}.`, { cause: error })
    throw error
  }
}

const codeOf = (error: unknown): string => (error as { code?: unknown }).code?.toString() ?? ''

/** What the kernel says, and what SQLite makes of it. */
const isNoRoom = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(codeOf(error))

const isOfDisk = (error: unknown): error is Error =>
  ['EACCES', 'EFBIG', 'EIO', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS', 'EXDEV'].includes(codeOf(error)) ||
  /^SQLITE_(IOERR|CANTOPEN|READONLY)/.test(codeOf(error))
