// What `import … from '@countersign/pixel'` gives. Every export stands alone, so a bundler keeps what is used.
export { call as fbq } from './call.js'
export type * from './events.js'
export type { Commands, DataProcessingOptions, DatasetId, Fbq, InitOptions, UserData } from './fbq.js'
export { loadPixel, type PixelOptions, scriptUrl } from './load.js'
export { consent, dataProcessingOptions, pageView, track, trackCustom } from './track.js'
