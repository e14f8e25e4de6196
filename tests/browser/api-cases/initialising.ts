import { A, type ApiCase, EM, init, LEAD, PAGE_VIEW, sha256 } from './api-case.js'

export const initialising: ApiCase[] = [
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
  {
    title: 'init with every match key, by other names for them',
    calls: `fbq('init','${A}',{Email:'jo@shop.example',phone:'16505551212',firstName:'Jo',last_name:'no key',
      l_name:'Li',gender:'female',dob:'1990-02-01',city:'Menlo Park',state:'CA',zip:'94025',cn:'us',userid:'U 1'});
      fbq('track','Lead');`,
    want: [
      {
        ev: 'Lead',
        'ud[em]': EM,
        'ud[ph]': sha256('16505551212'),
        'ud[fn]': sha256('jo'),
        'ud[ln]': sha256('li'),
        'ud[ge]': sha256('f'),
        'ud[db]': sha256('19900201'),
        'ud[ct]': sha256('menlopark'),
        'ud[st]': sha256('ca'),
        'ud[zp]': sha256('94025'),
        'ud[country]': sha256('us'),
        'ud[external_id]': sha256('u1'),
      },
    ],
  },
  {
    title: 'init with what is nobody’s: an email without @, nothing, objects, names that all objects have',
    calls: `fbq('init','${A}',{em:'jo',ph:'',fn:null,ln:['Li'],constructor:'x',toString:'y'});fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'init with null and options, of which agent is one and autoConfig none',
    calls: `fbq('init','${A}',null,{agent:'plmytool',autoConfig:false});fbq('track','Lead');`,
    want: [{ ev: 'Lead', a: 'plmytool' }],
  },
  {
    title: 'a second init says so once, however often it comes',
    calls: `${init}${init}${init}fbq('track','Lead');`,
    want: [LEAD],
    warns: [`[Countersign] DUPLICATE_PIXEL_ID ${A}`],
  },
  {
    title: 'every command by the list form',
    calls: `fbq(['set','agent','x','${A}']);fbq(['dataProcessingOptions',['LDU'],0,0]);fbq(['init','${A}']);
      fbq(['trackSingle','${A}','Lead',{a:1},{eventID:'e'}]);fbq(['consent','revoke']);fbq(['track','Contact']);`,
    want: [{ ev: 'Lead', 'cd[a]': '1', eid: 'e', a: 'x', tm: '1', dpo: 'LDU', dpoco: '0', dpost: '0' }],
  },
  {
    title: 'push, of fbq and of _fbq, before the library is there and after',
    calls: `fbq.push(['init','${A}']);_fbq.push(['track','Lead']);fbq.push('track','Contact');`,
    steps: ["fbq.push(['track','Lead']);_fbq.push('trackCustom','X')"],
    want: [LEAD, { ev: 'Contact' }, LEAD, { ev: 'X' }],
  },
]
