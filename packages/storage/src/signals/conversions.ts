/** Events that a person does once, with an amount or an order behind it: their values and their repetition are looked at. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  'Purchase',
  'Lead',
  'Subscribe',
  'CompleteRegistration',
  'StartTrial',
  'SubmitApplication',
  'Schedule',
  'Donate',
])

export const isConversion = (event_name: string): boolean => CONVERSIONS.has(event_name)
