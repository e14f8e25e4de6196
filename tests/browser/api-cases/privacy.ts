import { A, type ApiCase, B, both, EM, init, LEAD, PAGE_VIEW, view } from './api-case.js'

export const privacy: ApiCase[] = [
  { title: 'consent revoked', calls: `fbq('consent','revoke');${init}${view}`, want: [] },
  {
    title: 'consent granted: what waited is sent, in its order',
    calls: `fbq('consent','revoke');${init}${view}fbq('track','Lead');`,
    steps: ["fbq('consent','grant');fbq('track','Contact')"],
    want: [PAGE_VIEW, LEAD, { ev: 'Contact' }],
  },
  {
    title: 'consent revoked later, and granted again',
    calls: `${init}${view}`,
    steps: [
      "fbq('consent','revoke');fbq('track','Lead')",
      "history.pushState({},'','/b')",
      "fbq('consent','grant')",
    ],
    want: [PAGE_VIEW, { ...LEAD, dl: '/b' }, { ...PAGE_VIEW, dl: '/b', 'ie[a]': '1' }],
  },
  {
    title: 'consent neither granted nor revoked',
    calls: `${init}fbq('consent','x');fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'limited data use, with country and state',
    calls: `fbq('dataProcessingOptions',['LDU'],1,1000);${init}${view}`,
    want: [{ ...PAGE_VIEW, dpo: 'LDU', dpoco: '1', dpost: '1000' }],
  },
  {
    title: 'limited data use alone',
    calls: `fbq('dataProcessingOptions',['LDU']);${init}${view}`,
    want: [{ ...PAGE_VIEW, dpo: 'LDU' }],
  },
  {
    title: 'explicitly not limited, and for all datasets',
    calls: `${both}fbq('dataProcessingOptions',[]);fbq('track','Lead');`,
    want: [
      { ...LEAD, dpo: '' },
      { ...LEAD, id: B, dpo: '' },
    ],
  },
  {
    title: 'processing options that are none',
    calls: `fbq('dataProcessingOptions','LDU');${init}fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'consent granted: commands of every kind have waited, and are as they were called',
    calls: `fbq('consent','revoke');fbq('set','agent','x','${A}');fbq('dataProcessingOptions',['LDU'],1,1000);
      fbq('init','${A}',{em:'jo@shop.example'});fbq('trackSingle','${A}','Lead',{a:1},{eventID:'e'});
      fbq('set','firstPartyCookies',false);fbq('trackCustom','X');fbq(['track','Y']);`,
    steps: ["fbq('consent','grant')"],
    want: [
      { ev: 'Lead', 'cd[a]': '1', eid: 'e', tm: '1' },
      { ev: 'X', fbp: undefined },
      { ev: 'Y', fbp: undefined },
    ].map((one) => ({ ...one, a: 'x', 'ud[em]': EM, dpo: 'LDU', dpoco: '1', dpost: '1000' })),
  },
  {
    title: 'a held call that fails takes none of those after it along',
    calls: `fbq('consent','revoke');${init}fbq('track','Lead',{get a(){throw new Error('mine')}});fbq('track','Contact');`,
    steps: ["fbq('consent','grant')"],
    want: [{ ev: 'Contact' }],
    warns: ['[Countersign] ERROR Error: mine'],
  },
  {
    title: 'consent revoked twice and granted twice: each call is sent once',
    calls: `fbq('consent','revoke');${init}fbq('track','Lead');fbq('consent','revoke');fbq('track','Contact');`,
    steps: ["fbq('consent','grant');fbq('consent','grant')"],
    want: [LEAD, { ev: 'Contact' }],
  },
  {
    title: 'consent granted that was never revoked',
    calls: `fbq('consent','grant');${init}fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'what is no consent leaves it revoked',
    calls: `fbq('consent','revoke');${init}fbq('track','Lead');fbq('consent','granted');fbq('consent');fbq('consent',true);`,
    want: [],
  },
  {
    title: 'while consent is revoked no cookie is written, by whatever call',
    calls: `fbq('consent','revoke');fbq('set','firstPartyCookies',true);${init}${view}`,
    steps: [
      "document.title=document.cookie;fbq('consent','grant');fbq('track','Lead',{cookie:document.title})",
    ],
    want: [PAGE_VIEW, { ...LEAD, 'cd[cookie]': '' }],
  },
  {
    title: 'limited data use with two arguments, which Meta’s library passes by, and with four',
    calls: `${init}fbq('dataProcessingOptions',['LDU'],1);fbq('track','Lead');
      fbq('dataProcessingOptions',['LDU'],0,0,'x');fbq('track','Lead');`,
    want: [
      { ...LEAD, dpo: 'LDU', dpoco: '1' },
      { ...LEAD, dpo: 'LDU', dpoco: '0', dpost: '0' },
    ],
  },
  {
    title: 'limited data use, ended',
    calls: `fbq('dataProcessingOptions',['LDU'],1,1000);${init}fbq('track','Lead');
      fbq('dataProcessingOptions',[]);fbq('track','Lead');`,
    want: [
      { ...LEAD, dpo: 'LDU', dpoco: '1', dpost: '1000' },
      { ...LEAD, dpo: '' },
    ],
  },
  {
    title: 'setUserProperties under limited data use is held back',
    calls: `fbq('dataProcessingOptions',['LDU']);${init}fbq('setUserProperties','${A}',{plan:'gold'});
      fbq('dataProcessingOptions',[]);fbq('setUserProperties','${A}',{plan:'tin'});`,
    want: [{ ev: 'UserProperties', 'cd[plan]': 'tin', es: 'user_properties', tm: '3', dpo: '' }],
  },
]
