import { A, type ApiCase, B, both, init, LEAD, PAGE_VIEW, view } from './api-case.js'

export const pageViews: ApiCase[] = [
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
  {
    title: 'another fragment of the address is a PageView',
    calls: `${init}${view}`,
    steps: ["location.hash='a'"],
    want: [PAGE_VIEW, { ...PAGE_VIEW, dl: '/x#a', 'ie[a]': '1' }],
  },
  {
    title: 'a route that reports itself as well is one PageView',
    calls: `${init}${view}`,
    steps: [`history.pushState({},'','/b');${view}`],
    want: [PAGE_VIEW, { ...PAGE_VIEW, dl: '/b', 'ie[a]': '1' }],
  },
  {
    title: 'disablePushState, later',
    calls: `${init}${view}`,
    steps: ["fbq.disablePushState=true;history.pushState({},'','/b')"],
    want: [PAGE_VIEW],
  },
  {
    title: 'a route is a PageView of every dataset, also of one that came later',
    calls: `${init}${view}`,
    steps: [`fbq('init','${B}');history.pushState({},'','/b')`],
    want: [
      PAGE_VIEW,
      { ...PAGE_VIEW, dl: '/b', 'ie[a]': '1' },
      { ...PAGE_VIEW, id: B, dl: '/b', 'ie[a]': '1' },
    ],
  },
]
