import { A, type ApiCase, B, both, init, LEAD } from './api-case.js'

/** Commands of Meta's library that are not ours: a warning, and the page's events go on. */
const NOT_OURS = [
  'loadPlugin',
  'plugin',
  'registerPlugin',
  'skipOpenbridge',
  'disabledExtensions',
  'gateCheck',
  'on',
  'send',
  'trackSystem',
]
const NO_COOKIES = { fbp: undefined }

export const rareCommands: ApiCase[] = [
  {
    title: 'trackSingleSystem, by which automatic events are sent',
    calls: `${both}fbq('trackSingleSystem','${B}','Mine',{a:1},{eventID:'e'},{es:'automatic'});`,
    want: [{ ev: 'Mine', id: B, 'cd[a]': '1', eid: 'e', tm: '3', es: 'automatic' }],
  },
  {
    title: 'setUserProperties of a dataset that is not initialised',
    calls: `${init}fbq('setUserProperties','${B}',{plan:'gold'});`,
    want: [],
    warns: [`[Countersign] PIXEL_NOT_INITIALIZED ${B}`],
  },
  {
    title: 'optOut of FirstPartyCookies, and optIn',
    calls: `fbq('optOut','${A}','FirstPartyCookies');${both}fbq('track','Lead');
      fbq('optIn','${A}','FirstPartyCookies');fbq('track','Lead');`,
    want: [{ ...LEAD, ...NO_COOKIES }, { ...LEAD, id: B }, LEAD, { ...LEAD, id: B }],
  },
  {
    title: 'optIn of FirstPartyCookies where the dataset’s setting is without, its id a number',
    settings: { id: A, cookies: false },
    calls: `fbq('optIn',${A},'FirstPartyCookies',true);${init}fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'optIn and optOut of other features, of unknown ones, and of nothing',
    calls: `for(var name of ['AutomaticMatching','InferredEvents','OpenBridge','None',undefined,null,{}]){
      fbq('optIn','${A}',name);fbq('optOut','${A}',name)}fbq('optIn');fbq('optOut');${init}fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'commands of Meta’s library that are not ours',
    calls: `${init}for(var name of ${JSON.stringify(NOT_OURS)})fbq(name,'${A}','x');fbq('track','Lead');`,
    want: [LEAD],
    warns: NOT_OURS.map((name) => `[Countersign] INVALID_FBQ_METHOD ${name}`),
  },
  {
    title: 'a name that nothing has, said twice',
    calls: `${init}fbq('');fbq('');fbq(['nothing']);fbq([]);fbq('track','Lead');`,
    want: [LEAD],
    warns: [
      '[Countersign] INVALID_FBQ_METHOD ',
      '[Countersign] INVALID_FBQ_METHOD nothing',
      '[Countersign] INVALID_FBQ_METHOD undefined',
    ],
  },
  {
    title: 'arguments that throw when they are looked at',
    calls: `${init}fbq({toString(){throw new Error('name')}});fbq('trackSingle',{toString(){throw new Error('id')}},'X');
      fbq('track','Lead',{get a(){throw new Error('parameter')}});fbq('track','Lead');`,
    want: [LEAD],
    warns: [
      '[Countersign] ERROR Error: name',
      '[Countersign] ERROR Error: id',
      '[Countersign] ERROR Error: parameter',
    ],
  },
]
