import { hash as digest } from 'node:crypto'
import { createInterface } from 'node:readline'
import { hashField } from '@countersign/core'
import type { Command } from 'commander'
import { CommandFailed, print, remark } from '../io.js'

/** `countersign hash`: JSON lines in, each match key as it is normalised and hashed out. Needs no data directory. */
export function hashCommand(program: Command): void {
  program
    .command('hash')
    .description('Read JSON lines {"field":"em","input":"…"}; print each as it is normalised and hashed')
    .option('--data <dir>', 'not needed here')
    .option('--json', 'as always: JSON lines')
    .action(async () => {
      const year = new Date().getUTCFullYear()
      let wrong = 0
      let number = 0
      for await (const line of createInterface({
        input: process.stdin,
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        number += 1
        if (line.trim() === '') continue
        const asked = readAsked(line)
        if (!asked) {
          wrong += 1
          remark(`line ${number}: not of the form {"field":"em","input":"…"}`)
          continue
        }
        const { normalised, sha256 } = hashField(
          asked.field,
          asked.input,
          (text) => digest('sha256', text),
          year,
        )
        print(JSON.stringify({ field: asked.field, normalised, sha256 }))
      }
      if (wrong > 0) throw new CommandFailed(`${wrong} of ${number} lines could not be read.`, 2)
    })
}

function readAsked(line: string): { field: string; input: unknown } | undefined {
  try {
    const asked: unknown = JSON.parse(line)
    if (typeof asked !== 'object' || asked === null || !('field' in asked) || typeof asked.field !== 'string')
      return undefined
    return { field: asked.field, input: 'input' in asked ? asked.input : null }
  } catch {
    return undefined
  }
}
