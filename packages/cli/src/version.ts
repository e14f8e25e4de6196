/** The version that is being built: one for all packages. */
export const VERSION = '0.1.0'
