/** The ways in, step by step. */
export const addEvents = {
  answer: 'Five ways in. Two that send the same event_id count each event once.',
  all: 'All ways to add events',
  ids: 'How both sides share an event id',
  matching: 'What it knows of a person',
  check: {
    title: 'Is it coming in?',
    watching: (what: string) => `Waiting for ${what}`,
    text: 'This turns green by itself, within two seconds.',
    there: (what: string) => `${what[0]?.toUpperCase()}${what.slice(1)} came in`,
    what: {
      pixel: 'a browser event',
      npm: 'a browser event',
      gtm: 'an event by the tag template',
      'conversions-api': 'a server event',
      gateway: 'a delivery to Meta',
    },
    test: 'Test it',
    last: 'Newest:',
    delivered: (count: string) => `${count} delivered.`,
    failed: 'What has come in',
  },
  paths: {
    pixel: {
      title: 'Pixel',
      text: 'A snippet in the page head. Sees what visitors do in the browser, with their cookies.',
    },
    npm: {
      title: 'Pixel in an app',
      text: 'The pixel as an npm package, with types, for React, Vue or any bundler.',
    },
    gtm: {
      title: 'Google Tag Manager',
      text: 'A tag template for web containers. No change to the site’s code.',
    },
    'conversions-api': {
      title: 'Conversions API',
      text: 'Your server reports. No blocker reaches it.',
    },
    gateway: {
      title: 'Gateway to Meta',
      text: 'What is counted here is delivered to your dataset at Meta, from your own host.',
    },
  },
  groups: { direct: 'By yourself', partner: 'By a partner’s integration' },
  pixel: {
    paste: 'Paste it into the head',
    where:
      'Put it before </head> on every page, above other scripts. It is the same for every visitor, so cached and static pages may hold it.',
    http: 'This server was reached by http. Visitors’ browsers need it by https: open Events Manager by its public address to get that snippet.',
    event: 'Report what happens',
    event_text: 'PageView is sent by the snippet. Call fbq where something else happens:',
    ids: 'Give the fourth argument an eventID; your server sends the same text as event_id. An order id is best, as both sides know it.',
    matching:
      'The pixel adds fbp, fbc, the user agent and the address by itself. What you know of the person goes into init, plain or hashed: the pixel hashes what is plain.',
    what: 'The snippet',
  },
  npm: {
    install: 'Install it',
    install_text:
      'The package comes with Countersign and is on no registry. In Countersign’s folder, make its file:',
    pack: 'Make the package',
    in_app: 'In the app’s folder, with that file beside it:',
    load: 'Load it where the app begins',
    load_text:
      'It puts a script of this host into the page and sends the first PageView. Nothing runs on a server that renders. Twice is once: Strict Mode and hot reload add nothing.',
    build: 'How the app is built',
    builds: { React: 'React', Vue: 'Vue', Plain: 'Neither' },
    http: 'This server was reached by http. Visitors’ browsers need it by https: open Events Manager by its public address to get that host.',
    event: 'Report a purchase',
    event_text:
      'The types say what an event needs. Each order is sent once, though its page is opened again or an effect runs twice.',
    routes: 'When the view changes',
    routes_text: {
      React:
        'A PageView follows each change of the page’s address by itself: React Router and Next.js need nothing. For a router that leaves the address alone, give the provider its route; the address is then not followed.',
      Vue: 'A PageView follows each change of the page’s address by itself: Vue Router needs nothing. To say it yourself, switch that off:',
      Plain:
        'A PageView follows each change of the page’s address by itself. For a router that leaves the address alone, switch that off and say it:',
    },
    signed_in: 'When somebody signs in',
    signed_in_text:
      'What is known of them is filled in later, once. It may be plain: the pixel hashes it in the browser.',
    ids: 'Give eventID the order’s id, as above; your server sends the same text as event_id in its Conversions API request. An id that the browser makes up must reach the server with the order.',
    matching:
      'fbp, fbc, the user agent and the address come by themselves. advancedMatching takes em, ph, fn, ln, ct, st, zp, country, ge, db and external_id, plain or hashed.',
  },
  gtm: {
    import: 'Import the template',
    steps: [
      'Save the template. It names this host as the one that its tag may load from.',
      'In Tag Manager: Templates, Tag Templates, New, the menu with three dots, Import. Choose the file and save.',
      'Tags, New, Countersign Pixel. Fill in the host and the dataset id below, choose the event, give it a trigger.',
      'Preview, and open your site.',
    ],
    download: 'Save the template',
    https:
      'Tag Manager’s permissions take https alone: open Events Manager by its https address and save the template there.',
    host: 'Host',
    dataset: 'Dataset id',
    ids: 'Fill the field Event id from the data layer, such as the order id. The tag sends it as eventID; none is made up.',
    matching:
      'The tag has rows for match keys, plain or hashed. fbp, fbc, the user agent and the address come by themselves.',
  },
  capi: {
    send: 'Send an event',
    run: (file: string, command: string) => `Save it as ${file} and run ${command}.`,
    token: 'ACCESS_TOKEN is an access token of this dataset.',
    make_token: 'Make one',
    language: 'Language',
    sdks: 'With Meta’s own SDKs',
    sdks_text: 'Only the host changes.',
    ids: 'Send event_id with each event: the text that the pixel gave as eventID. Without one, copies are told by fbp or external_id alone.',
    matching:
      'Hash em, ph and external_id with SHA-256. Pass on client_ip_address, client_user_agent, and the cookies _fbp and _fbc as fbp and fbc.',
  },
  gateway: {
    set: 'Set Meta as a destination',
    text: 'Each counted event is sent once to your dataset at Meta, merged from what browser and server knew.',
    steps: [
      'At Meta, make an access token for your dataset: Settings, Conversions API, Generate access token.',
      'Here, under Delivery, add a destination with Meta’s dataset id and that token.',
      'Take Meta’s own pixel out of the site, or both report each event.',
    ],
    open: 'Go to Delivery',
    ids: 'Meta gets the event_id under which the event was counted here. What still reports to Meta beside it is deduplicated there by the same event_id.',
    matching: 'The match keys of both sides go along, hashed as they came.',
    none: 'No destination is set yet.',
  },
}
