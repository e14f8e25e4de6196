import type { CatalogueRows } from './row.js'

/** What does not arrive, or late. @source reference 7.5, 9.2, 9.3 */
export const COMPLETE_ROWS = {
  coverage_low: {
    title: 'Few browser events covered by server events',
    severity: 'warning',
    why: "Under 75 % of the browser's events have a copy from the server. What the browser loses to blockers is then lost for good.",
    fixes: {
      conversions_api:
        'Send every event of this name by the server too, with the event_id that the browser sent.',
      gtm: 'Fire the server tag on the same trigger as the web tag.',
      shopify: 'Connect orders/paid by webhook, and send the earlier steps by the server as well.',
      woocommerce: 'Connect order.created and order.updated by webhook; check that it is still active.',
      stripe: 'Connect checkout.session.completed and checkout.session.async_payment_succeeded.',
    },
  },
  webhooks_silent: {
    title: 'Server events have stopped',
    severity: 'error',
    why: 'The browser still reports conversions, the server none: a webhook or token broke, and what the browser loses is lost.',
    fixes: {
      conversions_api:
        "Look at your sender's log for its last answer, and whether its access token was revoked.",
      gtm: "Open the server container's preview and check that requests arrive and the tag fires.",
      shopify:
        'Check that the webhook still exists (Shopify removes one that fails for long), and its secret.',
      woocommerce:
        'WooCommerce, Settings, Advanced, Webhooks: after repeated failures it is Disabled. Set it to Active.',
      stripe: 'Developers, Webhooks: look for failed deliveries, and at the signing secret of the endpoint.',
    },
    explains: ['coverage_low', 'traffic_anomaly'],
  },
  traffic_anomaly: {
    title: 'Event volume dropped',
    severity: 'warning',
    why: 'Less than half arrived of what arrived on the quietest of the days before.',
    fixes: {
      pixel:
        'Check that the base code is still in every page, that a consent banner did not change, and that the site is up.',
      conversions_api: 'Check that the sender runs, and its last answers.',
      gtm: "Compare the container's latest version with the one before.",
      shopify:
        'Check that the theme that was published last holds the code, and that the web pixel is connected.',
      woocommerce: 'Check that the plug-in is active after its last update, and the caches.',
    },
    explains: ['coverage_low'],
  },
  pixel_not_installed: {
    title: 'No recent activity',
    severity: 'error',
    why: 'Nothing was received for so long that nothing can be counted, optimised or delivered.',
    fixes: {
      pixel:
        "Put the snippet of countersign snippet into every page's head, and open a page with a blocker off.",
      conversions_api:
        "Send one event with countersign send, and compare the dataset id and the host with your sender's.",
      gtm: 'Publish the container: a tag that is only saved does not fire.',
      shopify: 'Connect the web pixel (Settings, Customer events).',
      woocommerce: 'Activate the plug-in, and empty the page cache.',
    },
    explains: ['traffic_anomaly'],
  },
  freshness: {
    title: 'Server events arrive late as a rule',
    severity: 'warning',
    why: 'Half of them or more arrive over an hour after they happened. Delivery to ads learns from what is fresh; after 24 hours much of it is lost.',
    fixes: {
      conversions_api:
        'Send each event when it happens instead of in an hourly or nightly job. Check that event_time is in UTC seconds.',
      gtm: 'Fire on the event itself; a server container sends at once.',
      shopify: 'Send by orders/create or orders/paid instead of an export.',
      woocommerce: 'Check that WP-Cron or Action Scheduler runs each minute.',
      stripe: 'Send on the webhook, not on payout.',
    },
    explains: ['late_upload'],
  },
  late_upload: {
    title: 'A part of the server events arrives late',
    severity: 'info',
    why: 'They arrive over an hour after they happened, and count for less in optimisation.',
    fixes: {
      conversions_api:
        "Look at your sender's retries and queue, and at conversions that are confirmed by hand.",
      shopify: 'With payments that are confirmed later, event_time is when the order was paid.',
      woocommerce: 'Send when the order is paid (processing), not when it is completed.',
      stripe: 'For delayed payment methods use the time of async_payment_succeeded as event_time.',
    },
  },
  clock_wrong: {
    title: 'Browser clocks wrong',
    severity: 'info',
    why: 'The time that the page gave cannot be: the time of receipt stands in its place.',
    fixes: {
      pixel:
        'If your own code sets ts, give milliseconds since 1970 in UTC. Single browsers with a wrong clock are no fault of yours.',
    },
    explains: ['click_after_conversion'],
  },
  automated_traffic: {
    title: 'Automated traffic',
    severity: 'info',
    why: 'Headless browsers and robots make events that no person stands behind: rates and audiences get worse.',
    fixes: {
      pixel:
        "Find out whether monitoring or tests of your own open the site. The dataset's setting block_bots keeps such events out.",
      gtm: 'Do not fire on the user agents of your own monitoring.',
    },
  },
} as const satisfies CatalogueRows
