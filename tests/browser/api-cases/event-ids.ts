import { A, type ApiCase, init } from './api-case.js'

export const eventIds: ApiCase[] = [
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
eventIds.push({
  title: 'the event id of a call to one dataset, in the fifth place',
  calls: `${init}fbq('trackSingle','${A}','Lead',{},{event_id:'e'});
    fbq('trackSingleCustom','${A}','X',null,{eventID:{eventID:'f'}});`,
  want: [
    { ev: 'Lead', tm: '1', eid: 'e' },
    { ev: 'X', tm: '2', eid: 'f' },
  ],
})
