export * from './fold/port.js'
