import { hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  type DecodedSighting,
  decodeSightingLine,
  identify,
  PROBLEMS,
  withoutEmails,
} from '@countersign/core'
import {
  beginImport,
  catchUp,
  type DataPaths,
  encodeLine,
  encodeRow,
  JournalUnavailable,
  keptFromMs,
  lockData,
  openCounting,
  openJournalReader,
  openJournalWriter,
  type SightingLine,
} from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, openData, waitForFold } from '../data.js'
import { couldNot, print, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

/** How many lines go into one journal row. */
const LINES_PER_ROW = 1_000
/** How long a running server may take to judge what an import touches before the command stops waiting for it. */
const JUDGING_WAIT_MS = 600_000

/** `countersign import FILE`: takes another dataset's sightings with their times, or none of them. */
export function importCommand(program: Command): void {
  withOptions(
    program
      .command('import <file>')
      .description('Import sightings as `export` writes them; all of a file, or nothing'),
  )
    .requiredOption('--dataset <id>', 'the dataset to import into')
    .action(async (file: string, options: { data?: string; json?: boolean; dataset: string }) => {
      const { paths, configuration } = openData(options.data)
      try {
        datasetOrFail(configuration, options.dataset)
        const lines = await checkFile(file)
        if (lines === 0) throw wrongInput(`${file} holds no line to import.`)
        const lock = lockData(paths)
        try {
          const done = await append(file, options.dataset, paths, lock !== undefined)
          writeAudit(configuration, 'sightings.imported', options.dataset, {
            imported: done.imported,
            skipped: done.skipped,
          })
          if (lock) {
            const counting = openCounting(paths, configuration)
            catchUp(counting, configuration)
            counting.close()
          } else await waitForFold(paths, configuration, JUDGING_WAIT_MS)
          say(done, options.json ?? false)
        } finally {
          lock?.release()
        }
      } finally {
        configuration.close()
      }
    })
}

interface Appended {
  imported: number
  /** what was left out, and why: it was received before this moment, ms */
  skipped: number
  kept_from_ms: number
}

function say({ imported, skipped, kept_from_ms }: Appended, json: boolean): void {
  if (json) {
    print(JSON.stringify(skipped === 0 ? { imported } : { imported, skipped }))
    return
  }
  print(`${imported} sightings are imported and counted.`)
  if (skipped === 0) return
  print(
    `${skipped} are skipped: they were received before ${new Date(kept_from_ms).toISOString()}. This dataset keeps ` +
      'no sighting from before then, and could not tell whether they are counted already.',
  )
}

/** Reads the whole file before anything is written. @throws at the first bad line: its number, and what is wrong */
async function checkFile(file: string): Promise<number> {
  let lines = 0
  await eachLine(file, (_, number) => {
    lines = number
  })
  return lines
}

async function append(file: string, dataset_id: string, paths: DataPaths, owns: boolean): Promise<Appended> {
  const clocks = { wall_ms: () => Date.now(), steady_ms: () => performance.now() }
  const journal = openJournalWriter(paths.journal, owns, clocks)
  const lock = beginImport(paths, lastOf(paths.journal) + 1)
  const { import_id } = lock
  const done = { imported: 0, skipped: 0, kept_from_ms: keptFromMs(paths, dataset_id) }
  const at = { from: 0, to: 0 }
  let row: string[] = []
  const write = () => {
    if (row.length === 0) return
    at.to = journal.append('import', encodeRow(row)).position
    at.from = at.from || at.to
    row = []
  }
  try {
    await eachLine(file, (sighting) => {
      if (sighting.received_at_ms < done.kept_from_ms) {
        done.skipped += 1
        return
      }
      done.imported += 1
      row.push(encodeLine({ ...lineOf(sighting, dataset_id), import_id }))
      if (row.length >= LINES_PER_ROW) write()
    })
    write()
    const mark = { dataset_id, import_id, import_from: at.from, import_to: at.to }
    if (done.imported > 0) journal.append('mark', encodeRow([encodeLine(mark)]))
    lock.done()
    return done
  } catch (error) {
    if (error instanceof JournalUnavailable)
      throw couldNot(`The import could not be written, and counts nothing: ${error.message}`)
    throw error
  } finally {
    journal.close()
    lock.release()
  }
}

function lastOf(directory: string): number {
  const journal = openJournalReader(directory)
  try {
    return journal.last()
  } finally {
    journal.close()
  }
}

function lineOf(sighting: DecodedSighting, dataset_id: string): SightingLine {
  const { channel, received_at_ms, sighting_id } = sighting
  const { event, warnings } = identify(sighting.event, {
    channel,
    received_at_ms,
    sha256: (text) => hash('sha256', text),
  })
  const line: SightingLine = { dataset_id, channel, event, received_at_ms }
  if (sighting_id !== undefined) line.sighting_id = bareId(sighting_id)
  if (warnings.length > 0) line.warnings = warnings
  return line
}

async function eachLine(
  file: string,
  take: (sighting: DecodedSighting, number: number) => void,
): Promise<void> {
  const input = createReadStream(file)
  const failed = new Promise<never>((_, reject) => {
    input.on('error', (error) => reject(wrongInput(`${file} cannot be read: ${error.message}`)))
  })
  const read = async () => {
    let number = 0
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1
      if (text.trim() === '') continue
      const decoded = decodeSightingLine(text, Date.now())
      if (decoded.ok) take(decoded.value, number)
      else {
        const [problem] = decoded.problems
        const { title, fix } = PROBLEMS[problem?.code ?? 'import_line_invalid']
        const seen = [problem?.at, problem?.seen].filter(Boolean).join(' ')
        throw wrongInput(`${file}, line ${number}: ${title}${seen && `: ${seen}`}. ${fix}`)
      }
    }
  }
  await Promise.race([read(), failed])
}

/** A sighting id that holds an email address is kept as its digest: it tells the same sightings apart. */
const bareId = (sighting_id: string): string =>
  withoutEmails(sighting_id) === sighting_id ? sighting_id : hash('sha256', sighting_id)
