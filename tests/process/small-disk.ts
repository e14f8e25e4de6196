import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryDirectory } from './server-process.js'

/** A disk that can be filled and emptied at will; gone when the test is. */
export interface SmallDisk {
  directory: string
  /** leaves not a byte */
  fill(): void
  /** gives back what `fill` has taken */
  empty(): void
  grow(megabytes: number): void
}

/** Why there can be no small disk here; null where there can. */
export const noSmallDisk: string | null = probe()

/**
 * What a process may write, where no disk can be mounted: `nothing` lets every write to a file fail, as `ulimit -f 0`
 * does. Node ignores the signal that comes with it.
 * @returns whether it could be set
 */
export function limitWriting(pid: number, to: 'nothing' | 'anything'): boolean {
  const soft = to === 'nothing' ? '0' : 'unlimited'
  return spawnSync('prlimit', ['--pid', String(pid), `--fsize=${soft}:`]).status === 0
}

/** Mounts a file system of its own in memory. Its owner takes what the test starts down before: it unmounts last. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const directory = join(temporaryDirectory(), 'disk')
  mkdirSync(directory)
  mount(directory, megabytes)
  onTestFinished(() => unmount(directory))
  const filler = join(directory, 'filler')
  return {
    directory,
    fill() {
      // In ever smaller pieces, until not even a byte is taken.
      for (let bytes = 2 ** 20; bytes >= 1; bytes = Math.floor(bytes / 16)) {
        const piece = Buffer.alloc(bytes)
        for (let taken = true; taken; ) taken = appended(filler, piece)
      }
    },
    empty: () => rmSync(filler, { force: true }),
    grow(to) {
      execFileSync('mount', ['-o', `remount,size=${to}m`, directory], { stdio: 'pipe' })
    },
  }
}

function appended(path: string, piece: Buffer): boolean {
  try {
    writeFileSync(path, piece, { flag: 'a' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
  }
}

function mount(directory: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory], { stdio: 'pipe' })
}

/** Lazily: a process that the test ends after this may still have files open there. */
function unmount(directory: string): void {
  execFileSync('umount', ['--lazy', directory], { stdio: 'pipe' })
}

function probe(): string | null {
  if (process.platform !== 'linux') return 'a small disk is mounted on Linux only'
  if (process.getuid?.() !== 0) return 'only root may mount a small disk'
  const directory = `/tmp/countersign-probe-${process.pid}`
  try {
    mkdirSync(directory)
    mount(directory, 1)
    unmount(directory)
    return null
  } catch (error) {
    return `a small disk cannot be mounted here: ${error instanceof Error ? error.message : error}`
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
