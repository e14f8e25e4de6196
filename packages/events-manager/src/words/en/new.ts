/** The wizard that makes a dataset. */
export const newDataset = {
  title: 'New dataset',
  steps: ['Name it', 'Choose how to add events', 'See the first event'],
  step: (at: number, of: number) => `Step ${at} of ${of}`,
  name: 'Name',
  name_hint: 'As you would say it, such as Brand – Main Website.',
  domain: 'Domain',
  domain_hint: 'The site whose pages report to it, such as shop.example. It can be set later.',
  ad_account: 'Ad account',
  ad_account_hint: 'Optional: act_ and digits. It is for delivery to Meta.',
  create: 'Create dataset',
  created: (name: string) => `${name} is there.`,
  token_title: 'Its access token, shown this once',
  token_text:
    'A server sends it along with events by the Conversions API. Keep it where your secrets are; more can be made under Settings.',
  choose: 'How will events come in?',
  paths: {
    pixel: {
      title: 'Pixel',
      text: 'A snippet in the page head. Sees what visitors do in the browser, with their cookies.',
    },
    'conversions-api': {
      title: 'Conversions API',
      text: 'Your server reports. Nothing is lost to blockers; send the same event_id as the pixel and each counts once.',
    },
    gtm: {
      title: 'Google Tag Manager',
      text: 'Our tag template in your container. No change to the site’s code.',
    },
    gateway: {
      title: 'Gateway to Meta',
      text: 'What is counted here is delivered to your dataset at Meta, from your own host.',
    },
  },
  later: 'Choose later',
  guide: 'Open the whole guide',
  wait: {
    title: 'Waiting for the first event',
    text: 'Open the site, or send an event from your server. This turns green by itself.',
    done: 'The first event has arrived',
    done_text: 'Browser and server show what came by which channel.',
    overview: 'Go to the overview',
    back: 'Choose another way',
  },
  curl: 'A first event from the command line',
  refused: {
    title: 'Only administrators make datasets',
    text: 'Ask one of them to make it, and to share it with you under People.',
  },
}
