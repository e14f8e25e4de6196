import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCall } from './check-call.js'
import { SENTENCES, sentenceOf } from './sentences.js'

const cases: [title: string, command: unknown[], want: string[]][] = [
  ['nothing odd', ['track', 'Purchase', { value: 9.5, currency: 'EUR' }, { eventID: 'a' }], []],
  ['texts that are numbers', ['track', 'Purchase', { value: '9.50', currency: 'eur' }], []],
  ['a Purchase of nothing', ['track', 'Purchase'], ['REQUIRED_PARAM_MISSING', 'REQUIRED_PARAM_MISSING']],
  [
    'a value that is none',
    ['track', 'Lead', { value: '9,50 €', currency: 'euro' }],
    ['INVALID_PARAM', 'INVALID_PARAM'],
  ],
  ['a negative value', ['track', 'Lead', { value: -1, currency: 'EUR' }], ['NEGATIVE_EVENT_PARAM']],
  ['a name in another case', ['track', 'purchase'], ['NONSTANDARD_EVENT']],
  ['a name of its own', ['trackCustom', 'Mine'], []],
  ['no name', ['track'], ['NO_EVENT_NAME']],
  ['an event id in the wrong place', ['trackCustom', 'X', { eventID: 'a' }], ['EVENT_ID_IN_PARAMS']],
  ['an event id that is no text', ['trackCustom', 'X', {}, { eventID: 1 }], ['INVALID_EVENT_ID_FORMAT']],
  ['parameters that are no object', ['trackCustom', 'X', 'a'], ['INVALID_FBQ_METHOD_PARAMETER']],
  ['one dataset', ['trackSingle', '1', 'purchase'], ['NONSTANDARD_EVENT']],
  ['one dataset, a name of its own', ['trackSingleCustom', '1', 'purchase'], []],
  ['user data that is no object', ['init', '1', 'a@b.co'], ['INVALID_FBQ_METHOD_PARAMETER']],
  ['user data that are texts', ['init', '1', { em: 'a@b.co', ph: 1, fn: '', ln: null }], []],
  ['a list as user data', ['init', '1', { em: ['a@b.co'] }], ['PII_INVALID_TYPE']],
  ['consent', ['consent', 'granted'], ['INVALID_CONSENT_ACTION']],
  ['processing options', ['dataProcessingOptions', 'LDU'], ['INVALID_FBQ_METHOD_PARAMETER']],
  ['a key of set', ['set', 'smartSetup', true], ['UNSUPPORTED_METADATA_ARGUMENT']],
]
for (const [title, command, want] of cases)
  test(`checkCall: ${title}`, () => expect(checkCall(command).map(([code]) => code)).toEqual(want))

test('checkCall: whatever a page calls, nothing throws, and each complaint has its sentence', () =>
  fc.assert(
    fc.property(
      fc.constantFrom('track', 'trackCustom', 'trackSingle', 'init', 'consent', 'set', 'x'),
      fc.array(fc.oneof(fc.anything(), fc.constant('Purchase'), fc.record({ value: fc.anything() }))),
      (name, given) => {
        for (const [code, detail] of checkCall([name, ...given])) {
          expect(SENTENCES).toHaveProperty(code)
          sentenceOf(code, detail)
        }
      },
    ),
  ))
