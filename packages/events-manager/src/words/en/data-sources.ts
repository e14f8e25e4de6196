import { formatCount, formatCountOf } from '../../format/count.js'

export const dataSources = {
  title: 'Data sources',
  new: 'New dataset',
  table: 'Data sources',
  columns: {
    name: 'Dataset',
    status: 'Status',
    last: 'Last event',
    browser: 'Browser today',
    server: 'Server today',
    counted: 'Counted today',
    quality: 'Match quality',
    issues: 'Open issues',
  },
  answer: (datasets: number) => formatCountOf(datasets, 'dataset', 'datasets'),
  counted: (counted: number) => `${formatCount(counted)} events counted`,
  from: (received: number) => `today from ${formatCount(received)} reports.`,
  status: { receiving: 'Receiving', quiet: 'Quiet for a day', none: 'No events yet', archived: 'Archived' },
  no_issue: 'None',
  issues: (count: number, severity: 'error' | 'warning' | 'info') =>
    `${formatCount(count)} ${{ error: 'error', warning: 'warning', info: 'note' }[severity]}${count === 1 ? '' : 's'}`,
  explain: 'this table',
  rules: {
    today: 'Since midnight in the time zone of the dataset.',
    quality: 'The mean of its events’ match quality of the last 48 hours, weighted by how many they are of.',
    issues: 'Open issues of Diagnostics: the number of the most severe kind, and how many more there are.',
    status: 'Quiet: its last event came more than a day ago.',
  },
  what: 'The data sources',
  figures: 'The figures of today',
  empty: {
    title: 'Your datasets stand here',
    text: 'A dataset takes the events of one site or shop, from its browser pixel and its server. Make the first one; it takes three steps.',
    reader: 'None is shared with you yet. An administrator chooses under People which ones you see.',
    action: 'Make a dataset',
  },
}
