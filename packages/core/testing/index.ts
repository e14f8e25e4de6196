export * from './counting-cases.js'
export * from './naive-rule.js'
export * from './sighting-arbitrary.js'
