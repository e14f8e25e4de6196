/** @returns a copy, so that nothing of the page is changed; empty for what is no object */
export const objectOf = (value: unknown): { [key: string]: unknown } =>
  typeof value === 'object' ? { ...value } : {}
