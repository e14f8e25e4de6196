import { A, type ApiCase, B, both, EM, init, LEAD, sha256 } from './api-case.js'

const NO_COOKIES = { fbp: undefined }
export const settings: ApiCase[] = [
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
  {
    title: 'set agent for all, for a dataset whose id is a number, and over init’s',
    calls: `fbq('set','agent','all');${both}fbq('set','agent','one',${B});fbq('track','Lead');`,
    want: [
      { ...LEAD, a: 'all' },
      { ...LEAD, id: B, a: 'one' },
    ],
  },
  {
    title: 'set firstPartyCookies for one dataset, over what holds for all and over its setting',
    settings: { id: A, cookies: false },
    calls: `fbq('set','firstPartyCookies',false);fbq('set','firstPartyCookies','true','${A}');${both}fbq('track','Lead');`,
    want: [LEAD, { ...LEAD, id: B, ...NO_COOKIES }],
  },
  {
    title: 'set trackSingleOnly by its name among the metadata',
    calls: `${both}fbq('set','tracksingleonly',true,'${B}');fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'set userData before init, and to a dataset that does not match, is not taken',
    calls: `fbq('set','userData',{em:'jo@shop.example'});${init}fbq('set','userData',{em:'jo@shop.example'});fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'set userData beside that of init, and what is none',
    settings: { id: A, match: ['em'] },
    calls: `fbq('init','${A}',{em:'jo@shop.example'});fbq('set','userData',{ph:'16505551212'});
      fbq('set','userData',null);fbq('set','userData','x');fbq('track','Lead');`,
    want: [{ ...LEAD, 'ud[em]': EM, 'udff[ph]': sha256('16505551212') }],
  },
  {
    title: 'set endpoint to nothing leaves it',
    calls: `${init}fbq('set','endpoint');fbq('set','endpoint','');fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'set of every other key that Meta’s library knows changes nothing',
    calls: `for(var key of ['openbridge','mobileBridge','releaseSegment','experiments','experimentsV2','guardrails',
      'moduleEncodings','iwlExtractors','iwlParameterRules','estRules','ccRules','parallelfire','shopifySandboxContext',
      'automaticmatchingconfig','codeless','cbdata.onetrustid',undefined,null,{}])fbq('set',key,'${A}','x');
      ${init}fbq('track','Lead');`,
    want: [LEAD],
  },
  {
    title: 'disableConfigLoading and pendingConfigs: there is no configuration to load',
    calls: `fbq.disableConfigLoading=true;fbq.pendingConfigs=['${A}'];${init}fbq('track','Lead');`,
    want: [LEAD],
  },
]
