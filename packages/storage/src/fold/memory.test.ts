import { factsStoreContract } from './contract.js'
import { memoryHeld } from './facts.fixture.js'

factsStoreContract('memory', memoryHeld)
