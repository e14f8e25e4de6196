import type { components } from '../../../generated/api.js'

export type TestRow = components['schemas']['TestRow']
export type Journey = components['schemas']['Journey']
export type TestNotice = components['schemas']['Notice']
