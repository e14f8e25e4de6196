import { A, type ApiCase, B, both, init } from './api-case.js'

export const once: ApiCase[] = [
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
