import { FAULTS_OF_TRAFFIC } from './faults/faults.js'
import { oneAtATime, testScenes } from './planted-faults.js'

// A file of its own, so that two run at a time.
testScenes(oneAtATime(FAULTS_OF_TRAFFIC, 12))
