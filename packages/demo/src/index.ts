export { type DemoPromise, PROMISES } from './promises.js'
export { temporaryPlace } from './receive/temporary-place.js'
export { type SimulatedDatasets, type SimulatedWeeks, simulateWeeks } from './weeks/simulate-weeks.js'
