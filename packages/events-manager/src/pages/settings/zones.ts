/** All zones that this browser knows, UTC first, and the one that is set even where it knows it not. */
export function zonesWith(zone: string): string[] {
  return [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])]
}
