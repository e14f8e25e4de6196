import type { Command } from 'commander'
import { aemCommands } from './aem.js'
import { alertCommands } from './alert.js'
import { backupCommand } from './backup.js'
import { consentCommands } from './consent.js'
import { datasetCommands } from './dataset.js'
import { deliveryCommands } from './delivery.js'
import { destinationCommands } from './destination.js'
import { diagnoseCommand } from './diagnose.js'
import { domainCommands } from './domain.js'
import { emulateCommand } from './emulate.js'
import { hashCommand } from './hash.js'
import { importCommand } from './import.js'
import { issueCommands } from './issue.js'
import { ordersCommands } from './orders.js'
import { qualityCommand } from './quality.js'
import { rebuildCommand } from './rebuild.js'
import { reconcileCommand } from './reconcile.js'
import { reportCommands } from './report.js'
import { restoreCommand } from './restore.js'
import { sendCommand } from './send.js'
import { snippetCommand } from './snippet.js'
import { testEventsCommand } from './test-events.js'
import { tokenCommands } from './token.js'
import { troubleshootCommand } from './troubleshoot.js'
import { userCommands } from './user.js'

/** All commands but `serve`, in the order in which help lists them. */
export function otherCommands(program: Command): void {
  datasetCommands(program)
  tokenCommands(program)
  userCommands(program)
  destinationCommands(program)
  deliveryCommands(program)
  consentCommands(program)
  diagnoseCommand(program)
  qualityCommand(program)
  troubleshootCommand(program)
  issueCommands(program)
  alertCommands(program)
  domainCommands(program)
  reportCommands(program)
  aemCommands(program)
  reconcileCommand(program)
  ordersCommands(program)
  importCommand(program)
  rebuildCommand(program)
  backupCommand(program)
  restoreCommand(program)
  sendCommand(program)
  testEventsCommand(program)
  hashCommand(program)
  emulateCommand(program)
  snippetCommand(program)
}
