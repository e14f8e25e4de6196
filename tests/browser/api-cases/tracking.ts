import { A, type ApiCase, B, both, init, LEAD, PAGE_VIEW, view } from './api-case.js'

export const tracking: ApiCase[] = [
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
  {
    title: 'a number for a name is a name: the conversion pixels that it once meant are gone',
    calls: `${init}fbq('track',6012345678901,{value:1});`,
    want: [{ ev: '6012345678901', 'cd[value]': '1' }],
  },
  {
    title: 'trackCustom, trackSingle and trackSingleCustom without a name',
    calls: `${init}fbq('trackCustom');fbq('trackSingle','${A}');fbq('trackSingleCustom','${A}');`,
    want: [
      { ev: '', 'ie[d]': '1' },
      { ev: '', 'ie[d]': '1', tm: '1' },
      { ev: '', 'ie[d]': '1', tm: '2' },
    ],
  },
  {
    title: 'a Purchase whose value and currency are none is sent as it is',
    calls: `${init}fbq('track','Purchase',{value:'9,50 €',currency:'euro'});`,
    want: [{ ev: 'Purchase', 'cd[value]': '9,50 €', 'cd[currency]': 'euro' }],
  },
  {
    title: 'Shopify’s own events, without a note on which of them add to others',
    calls: `${init}fbq('trackShopify','cart_viewed',{a:1},{eventID:'sh-1'});`,
    want: [{ ev: 'cart_viewed', 'cd[a]': '1', eid: 'sh-1' }],
  },
]
