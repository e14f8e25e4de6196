/**
 * What goes into a page's head: Meta's base code with our host and the dataset's id in its address, and an
 * image for where no script runs. It holds nothing of a visitor's, so that the page may be cached.
 * @param origin      where pages reach this server, e.g. `https://t.shop.example`
 * @param dataset_id  digits
 * @throws where either could be read as anything else inside the page
 * @source reference 1.1
 */
export function installSnippet(origin: string, dataset_id: string): string {
  return `${baseCode(origin, dataset_id)}\n${noscriptImage(origin, dataset_id)}`
}

/** The image alone. `&amp;` is what `&` is in an attribute. @source reference 1.7 */
export function noscriptImage(origin: string, dataset_id: string): string {
  check(origin, dataset_id)
  return `<noscript><img height="1" width="1" style="display:none" alt=""
src="${origin}/tr?id=${dataset_id}&amp;ev=PageView&amp;noscript=1"/></noscript>`
}

function baseCode(origin: string, dataset_id: string): string {
  check(origin, dataset_id)
  return `<script>
!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?
n.callMethod.apply(n,arguments):n.queue.push(arguments)};if(!f._fbq)f._fbq=n;
n.push=n;n.loaded=!0;n.version='2.0';n.queue=[];t=b.createElement(e);t.async=!0;
t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,
document,'script','${origin}/en_US/fbevents.js?id=${dataset_id}');
fbq('init','${dataset_id}');
fbq('track','PageView');
</script>`
}

function check(origin: string, dataset_id: string): void {
  if (!ORIGIN.test(origin) || !DATASET_ID.test(dataset_id))
    throw new Error('A snippet needs an origin such as https://t.shop.example, and an id of digits')
}
const DATASET_ID = /^\d{1,26}$/

/** An origin that can stand in a page: a scheme, a name or an address, perhaps a port, no more. */
export const ORIGIN = /^https?:\/\/(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/i
