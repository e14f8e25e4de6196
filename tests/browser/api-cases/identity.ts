import { type ApiCase, init, LEAD, PAGE_VIEW } from './api-case.js'

const FBC = 'fb.1.1700000000000.AbC'
export const identity: ApiCase[] = [
  {
    title: 'a click id in the address',
    path: '/x?fbclid=Ab.C_d-1',
    calls: `${init}fbq('track','Lead');`,
    want: [{ ...LEAD, fbc: 'fb.1.*.Ab__DOT__C_d-1' }],
  },
  {
    title: 'cookies that are there stay as they are',
    before: `document.cookie='_fbp=fb.1.1700000000000.123456789';document.cookie='_fbc=${FBC}';`,
    calls: `${init}fbq('track','Lead');`,
    want: [{ ...LEAD, fbp: 'fb.1.1700000000000.123456789', fbc: FBC }],
  },
  {
    title: 'the same click again keeps the time at which it was first seen',
    path: '/x?fbclid=AbC',
    before: `document.cookie='_fbc=${FBC}';`,
    calls: `${init}fbq('track','Lead');`,
    want: [{ ...LEAD, fbc: FBC }],
  },
  {
    title: 'another click takes its place, and case counts',
    path: '/x?fbclid=abc',
    before: `document.cookie='_fbc=${FBC};domain=shop.example;path=/';`,
    calls: `${init}fbq('track','Lead');`,
    want: [{ ...LEAD, fbc: 'fb.1.*.abc' }],
  },
  {
    title: 'a cookie with an appendix is kept',
    before: `document.cookie='_fbp=fb.1.1700000000000.12.AQYAAQMA';`,
    calls: `${init}fbq('track','Lead');`,
    want: [{ ...LEAD, fbp: 'fb.1.1700000000000.12.AQYAAQMA' }],
  },
  {
    title: 'a click id of 501 characters is none',
    path: `/x?fbclid=${'a'.repeat(501)}`,
    calls: `${init}fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'a click that the page’s address brings later',
    calls: `${init}fbq('track','Lead');`,
    steps: ["fbq.disablePushState=true;history.pushState({},'','/y?fbclid=AbC');fbq('track','Lead')"],
    want: [LEAD, { ...LEAD, dl: '/y?fbclid=AbC', fbc: 'fb.1.*.AbC' }],
  },
  {
    title: 'a browser that is marked for a test',
    path: '/x?cs_test=TEST123',
    calls: `${init}fbq('track','Lead');`,
    steps: ["history.pushState({},'','/y')"],
    want: [
      { ...LEAD, cs_test: 'TEST123' },
      { ...PAGE_VIEW, dl: '/y', 'ie[a]': '1', cs_test: 'TEST123' },
    ],
  },
  {
    title: 'a mark that is none',
    path: '/x?cs_test=hello',
    calls: `${init}fbq('track','Lead');`,
    want: [LEAD],
  },
]
