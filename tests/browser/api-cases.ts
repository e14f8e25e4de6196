import { createHash } from 'node:crypto'
import type { PixelSettings } from '@countersign/pixel/serve'

/** A dataset, and another one on the same page. */
export const A = '1832195656904796'
export const B = '2932195656904797'

export interface ApiCase {
  title: string
  /** the page's script after the base code */
  calls: string
  /** what is sent, besides what every beacon has; per dataset in the order in which it was called for */
  want: Wanted[]
  path?: string
  settings?: Partial<PixelSettings>
  /** in front of the base code, in the page */
  before?: string
  /** later steps, each in a task of its own, once what `want` has up to there may have been sent */
  steps?: string[]
  /** lines of the console */
  warns?: string[]
}
/** `id` is dataset A's unless it is given; so is every other parameter that all beacons have. */
export type Wanted = { ev: string; id?: string; [parameter: string]: string | undefined }

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const EM = sha256('jo@shop.example')

const init = `fbq('init','${A}');`
const both = `${init}fbq('init','${B}');`
const view = "fbq('track','PageView');"
const PAGE_VIEW: Wanted = { ev: 'PageView' }
const LEAD: Wanted = { ev: 'Lead' }

const tracking: ApiCase[] = [
  { title: 'track', calls: `${init}${view}`, want: [PAGE_VIEW] },
  {
    title: 'track with parameters of every kind',
    calls: `${init}fbq('track','Purchase',{value:9.5,currency:'EUR',content_ids:['a',1],contents:[{id:'a',quantity:2}],
      on:true,nothing:null,undef:undefined,fn:function(){},nested:{a:[null]},'odd key[1]':'a=b&c','é':'日本 +%'});`,
    want: [
      {
        ev: 'Purchase',
        'cd[value]': '9.5',
        'cd[currency]': 'EUR',
        'cd[content_ids]': '["a",1]',
        'cd[contents]': '[{"id":"a","quantity":2}]',
        'cd[on]': 'true',
        'cd[nested]': '{"a":[null]}',
        'cd[odd key[1]]': 'a=b&c',
        'cd[é]': '日本 +%',
      },
    ],
  },
  {
    title: 'a text that is no whole UTF-16, and one that is markup',
    calls: `${init}fbq('track','Search',{search_string:'a\\ud800b',b:'</script><b>&'});`.replace(
      '</script',
      '<\\/script',
    ),
    want: [{ ev: 'Search', 'cd[search_string]': 'a\ufffdb', 'cd[b]': '</script><b>&' }],
  },
  {
    title: 'parameters that are none',
    calls: `${init}fbq('track','Lead',5);fbq('track','Lead','x');fbq('track','Lead',null,null);`,
    want: [LEAD, LEAD, LEAD],
  },
  {
    title: 'parameters are as they were at the call',
    calls: init,
    steps: ["const p={value:1};fbq('track','Lead',p);p.value=2;fbq('track','Lead',p)"],
    want: [
      { ev: 'Lead', 'cd[value]': '1' },
      { ev: 'Lead', 'cd[value]': '2' },
    ],
  },
  {
    title: 'trackCustom',
    calls: `${init}fbq('trackCustom','A & b',{a:1});`,
    want: [{ ev: 'A & b', 'cd[a]': '1' }],
  },
  {
    title: 'a name of no standard event by track',
    calls: `${init}fbq('track','Mine');`,
    want: [{ ev: 'Mine' }],
  },
  {
    title: 'CustomEvent takes its name from its parameters',
    calls: `${init}fbq('track','CustomEvent',{event:'Mine'});`,
    want: [{ ev: 'Mine', 'cd[event]': 'Mine' }],
  },
  { title: 'an event without a name', calls: `${init}fbq('track');`, want: [{ ev: '', 'ie[d]': '1' }] },
  {
    title: 'track goes to every dataset',
    calls: `${both}fbq('track','Lead');`,
    want: [LEAD, { ev: 'Lead', id: B }],
  },
  {
    title: 'trackSingle and trackSingleCustom go to one',
    calls: `${both}fbq('trackSingle','${B}','Search',{search_string:'red?'},{eventID:'s'});
      fbq('trackSingleCustom',${A},'Mine',{a:1},{eventID:'t'});`,
    want: [
      { ev: 'Search', id: B, 'cd[search_string]': 'red?', eid: 's', tm: '1' },
      { ev: 'Mine', 'cd[a]': '1', eid: 't', tm: '2' },
    ],
  },
  {
    title: 'trackSingle to a dataset that is not initialised',
    calls: `${init}fbq('trackSingle','${B}','Lead');`,
    want: [],
    warns: [`[Countersign] PIXEL_NOT_INITIALIZED ${B}`],
  },
  {
    title: 'trackSingleOnly: plain calls pass a dataset by',
    calls: `${both}fbq('set','trackSingleOnly',true,'${B}');fbq('track','Lead');fbq('trackCustom','X');
      fbq('trackSingle','${B}','Contact');fbq('set','trackSingleOnly','false','${B}');fbq('track','Donate');`,
    want: [LEAD, { ev: 'X' }, { ev: 'Donate' }, { ev: 'Contact', id: B, tm: '1' }, { ev: 'Donate', id: B }],
  },
  {
    title: 'setUserProperties',
    calls: `${init}fbq('setUserProperties','${A}',{plan:'gold'});`,
    want: [{ ev: 'UserProperties', 'cd[plan]': 'gold', es: 'user_properties', tm: '3' }],
  },
  {
    title: 'trackShopify and trackWebchat are as trackCustom',
    calls: `${init}fbq('trackShopify','A');fbq('trackWebchat','B');`,
    want: [{ ev: 'A' }, { ev: 'B' }],
  },
  {
    title: 'more than an address takes goes as a form',
    calls: `${init}fbq('track','ViewContent',{content_name:'x'.repeat(3000)});`,
    want: [{ ev: 'ViewContent', 'cd[content_name]': 'x'.repeat(3000), rqm: 'fetch' }],
  },
]

const eventIds: ApiCase[] = [
  ["{eventID:'Aa 1'}", 'Aa 1'],
  ["{event_id:'e'}", 'e'],
  ["{eventID:{eventID:'e'}}", 'e'],
  ["{eventID:{event_id:'e'}}", 'e'],
  ['{eventID:12345}', '12345'],
  ["{eventID:''}", undefined],
  ['{eventID:null}', undefined],
  ['{eventID:{}}', undefined],
  ["'e'", undefined],
  ['{}', undefined],
].map(([data, eid]) => ({
  title: `event data ${data}`,
  calls: `${init}fbq('trackCustom','X',{},${data});`,
  want: [{ ev: 'X', ...(eid === undefined ? {} : { eid }) }],
}))
eventIds.push({
  title: 'an event id among the parameters is a parameter',
  calls: `${init}fbq('trackCustom','X',{eventID:'e'});`,
  want: [{ ev: 'X', 'cd[eventID]': 'e' }],
})

const initialising: ApiCase[] = [
  { title: 'init of a number', calls: `fbq('init',${A});fbq('track','Lead');`, want: [LEAD] },
  {
    title: 'ids that are none',
    calls: `fbq('init','012');fbq('init','x');fbq('init',9007199254740993);fbq('init');fbq('track','Lead');`,
    want: [],
    warns: [
      '[Countersign] INVALID_PIXEL_ID 012',
      '[Countersign] INVALID_PIXEL_ID x',
      '[Countersign] INVALID_PIXEL_ID 9007199254740992',
      '[Countersign] INVALID_PIXEL_ID undefined',
    ],
  },
  {
    title: 'init with user data, hashed in the page',
    calls: `fbq('init','${A}',{em:' Jo@Shop.Example ',ph:'+1 (650) 555-1212',country:'Germany',external_id:'User-42',x:'y'});
      fbq('track','Lead');`,
    want: [
      {
        ev: 'Lead',
        'ud[em]': EM,
        'ud[ph]': sha256('16505551212'),
        'ud[country]': sha256('de'),
        'ud[external_id]': sha256('user-42'),
      },
    ],
  },
  {
    title: 'init with what is hashed already',
    calls: `fbq('init','${A}',{em:'${EM.toUpperCase()}'});fbq('track','Lead');`,
    want: [{ ev: 'Lead', 'ud[em]': EM }],
  },
  {
    title: 'init with user data that is none',
    calls: `fbq('init','${A}','jo@shop.example');fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'a second init fills in user data that was missing',
    calls: `${init}fbq('track','Lead');fbq('init','${A}',{em:'jo@shop.example'});fbq('track','Lead');`,
    want: [LEAD, { ev: 'Lead', 'ud[em]': EM }],
  },
  {
    title: 'a second init changes no user data that is there',
    calls: `fbq('init','${A}',{em:'jo@shop.example'});fbq('init','${A}',{em:'other@shop.example'});${init}fbq('track','Lead');`,
    want: [{ ev: 'Lead', 'ud[em]': EM }],
    warns: [`[Countersign] DUPLICATE_PIXEL_ID ${A}`],
  },
  {
    title: 'init with an agent',
    calls: `fbq('init','${A}',{},{agent:'plmytool'});fbq('track','Lead');`,
    want: [{ ev: 'Lead', a: 'plmytool' }],
  },
  {
    title: 'addPixelId, and the list form of the oldest snippets',
    calls: `_fbq.push(['addPixelId','${A}']);_fbq.push(['track','Lead',{a:1}]);fbq(['trackCustom','X']);`,
    want: [{ ev: 'Lead', 'cd[a]': '1' }, { ev: 'X' }],
  },
  {
    title: 'PageView by the list form is as trackCustom',
    calls: `${init}fbq(['track','PageView']);fbq(['track','PageView']);`,
    want: [PAGE_VIEW, PAGE_VIEW],
  },
  { title: 'methods named report…', calls: `${init}fbq('reportLead','Lead');`, want: [LEAD] },
]

const pageViews: ApiCase[] = [
  { title: 'PageView is sent once a page', calls: `${init}${view}${view}`, want: [PAGE_VIEW] },
  {
    title: 'PageView is sent once a dataset',
    calls: `${init}${view}fbq('init','${B}');${view}`,
    want: [PAGE_VIEW, { ...PAGE_VIEW, id: B }],
  },
  {
    title: 'PixelInitialized is sent once',
    calls: `${init}fbq('track','PixelInitialized');fbq('track','PixelInitialized');`,
    want: [{ ev: 'PixelInitialized' }],
  },
  {
    title: 'allowDuplicatePageViews',
    calls: `${init}fbq.allowDuplicatePageViews=true;${view}${view}`,
    want: [PAGE_VIEW, PAGE_VIEW],
  },
  {
    title: 'trackSingle and trackCustom of PageView are sent each time',
    calls: `${init}${view}fbq('trackSingle','${A}','PageView');fbq('trackCustom','PageView');`,
    want: [PAGE_VIEW, { ...PAGE_VIEW, tm: '1' }, PAGE_VIEW],
  },
  {
    title: 'pushState and replaceState to another address are PageViews',
    calls: `${init}${view}`,
    steps: ["history.pushState({},'','/b?x=1')", "history.replaceState({},'','/c')"],
    want: [PAGE_VIEW, { ...PAGE_VIEW, dl: '/b?x=1', 'ie[a]': '1' }, { ...PAGE_VIEW, dl: '/c', 'ie[a]': '1' }],
  },
  {
    title: 'pushState to the same address is none',
    calls: `${init}${view}`,
    steps: ["history.pushState({},'',location.href)", "history.replaceState({a:1},'')"],
    want: [PAGE_VIEW],
  },
  {
    title: 'the way back is a PageView, with its own address',
    calls: `${init}${view}`,
    steps: ["history.pushState({},'','/b')", 'history.back()'],
    want: [PAGE_VIEW, { ...PAGE_VIEW, dl: '/b', 'ie[a]': '1' }, { ...PAGE_VIEW, 'ie[a]': '1' }],
  },
  {
    title: 'before the first event addresses are not followed',
    calls: init,
    steps: ["history.pushState({},'','/b')", "fbq('track','Lead')"],
    want: [{ ...LEAD, dl: '/b' }],
  },
  {
    title: 'disablePushState',
    calls: `fbq.disablePushState=true;${init}${view}`,
    steps: ["history.pushState({},'','/b')"],
    want: [PAGE_VIEW],
  },
  {
    title: 'a dataset that is trackSingleOnly follows no addresses',
    calls: `${both}fbq('set','trackSingleOnly',true,'${B}');${view}fbq('trackSingle','${B}','PageView');`,
    steps: ["history.pushState({},'','/b')"],
    want: [PAGE_VIEW, { ...PAGE_VIEW, dl: '/b', 'ie[a]': '1' }, { ...PAGE_VIEW, id: B, tm: '1' }],
  },
]

const privacy: ApiCase[] = [
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
]

const NO_COOKIES = { fbp: undefined }
const settings: ApiCase[] = [
  {
    title: 'set agent, before init',
    calls: `fbq('set','agent','tmSimo','${A}');${both}fbq('track','Lead');`,
    want: [
      { ...LEAD, a: 'tmSimo' },
      { ...LEAD, id: B },
    ],
  },
  {
    title: 'set autoConfig, cdn and what is unknown change nothing of an event',
    calls: `fbq('set','autoConfig',false,'${A}');fbq('set','cdn','https://x.example/');fbq('set','smartSetup',true);
      ${init}fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'set firstPartyCookies for one dataset',
    calls: `fbq('set','firstPartyCookies',false,'${A}');${both}fbq('track','Lead');`,
    want: [
      { ...LEAD, ...NO_COOKIES },
      { ...LEAD, id: B },
    ],
  },
  {
    title: 'set firstPartyCookies for all',
    calls: `fbq('set','firstPartyCookies','false');${init}fbq('track','Lead');`,
    want: [{ ...LEAD, ...NO_COOKIES }],
  },
  {
    title: 'a dataset without first-party cookies, beside one with',
    settings: { id: A, cookies: false },
    calls: `${both}fbq('track','Lead');`,
    want: [
      { ...LEAD, ...NO_COOKIES },
      { ...LEAD, id: B },
    ],
  },
  {
    title: 'set userData, to a dataset that matches automatically',
    settings: { id: A, match: ['em'] },
    calls: `${both}fbq('set','userData',{em:'jo@shop.example'});fbq('track','Lead');`,
    want: [
      { ...LEAD, 'udff[em]': EM },
      { ...LEAD, id: B },
    ],
  },
  {
    title: 'set endpoint',
    calls: `${init}fbq('set','endpoint',location.origin+'/other/tr/');fbq('track','Lead');`,
    want: [{ ...LEAD, path: '/other/tr/' }],
  },
  {
    title: 'commands that are none throw nothing',
    calls: `${init}fbq('frobnicate',1);fbq();fbq(undefined);fbq(null,{});fbq('toString');fbq({});fbq('track','Lead');`,
    want: [LEAD],
    warns: [
      '[Countersign] INVALID_FBQ_METHOD frobnicate',
      '[Countersign] INVALID_FBQ_METHOD undefined',
      '[Countersign] INVALID_FBQ_METHOD null',
      '[Countersign] INVALID_FBQ_METHOD [object Object]',
    ],
  },
  {
    title: 'parameters that hold themselves are left out, and throw nothing',
    calls: `${init}var p={};p.p=p;fbq('track','Lead',{a:1,p:p});`,
    want: [{ ...LEAD, 'cd[a]': '1' }],
  },
]

const FBC = 'fb.1.1700000000000.AbC'
const identity: ApiCase[] = [
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

const once: ApiCase[] = [
  {
    title: 'the same Purchase twice is sent once',
    calls: `${init}for(var i=0;i<2;i++)fbq('track','Purchase',{},{eventID:'e'});`,
    want: [{ ev: 'Purchase', eid: 'e' }],
    warns: ['[Countersign] ALREADY_SENT Purchase'],
  },
  {
    title: 'by its order_id where it has no id',
    calls: `${init}for(var i=0;i<2;i++)fbq('track','Purchase',{order_id:7});`,
    want: [{ ev: 'Purchase', 'cd[order_id]': '7' }],
    warns: ['[Countersign] ALREADY_SENT Purchase'],
  },
  {
    title: 'an id of another event, another dataset, or no id',
    calls: `${both}fbq('track','Purchase',{},{eventID:'e'});fbq('track','Lead',{},{eventID:'e'});
      fbq('track','Purchase');fbq('track','Purchase');`,
    want: [A, B].flatMap((id) => [
      { ev: 'Purchase', eid: 'e', id },
      { ev: 'Lead', eid: 'e', id },
      { ev: 'Purchase', id },
      { ev: 'Purchase', id },
    ]),
  },
  {
    title: 'an action that happens more than once',
    calls: `${init}for(var i=0;i<2;i++)fbq('track','AddToCart',{},{eventID:'e'});`,
    want: [
      { ev: 'AddToCart', eid: 'e' },
      { ev: 'AddToCart', eid: 'e' },
    ],
  },
  {
    title: 'where the setting is off',
    settings: { once: false },
    calls: `${init}for(var i=0;i<2;i++)fbq('track','Purchase',{},{eventID:'e'});`,
    want: [
      { ev: 'Purchase', eid: 'e' },
      { ev: 'Purchase', eid: 'e' },
    ],
  },
]

export const API_CASES: { [group: string]: ApiCase[] } = {
  tracking,
  eventIds,
  initialising,
  pageViews,
  privacy,
  settings,
  identity,
  once,
}
