import { journalContract } from './contract.js'
import { memoryJournal } from './memory.js'

journalContract('memory', memoryJournal)
