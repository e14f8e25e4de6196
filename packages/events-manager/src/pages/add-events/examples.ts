export const LANGUAGES = ['curl', 'Node', 'Python', 'PHP', 'Java'] as const
export const SDKS = ['Node', 'Python', 'PHP', 'Java', 'Ruby'] as const

interface ExampleOf {
  origin: string
  dataset_id: string
  /** of the dataset's site */
  host: string
}

/** The file that an example is saved as, and the command that runs it; null: it is a command already. */
export const RUNS: { [language in (typeof LANGUAGES)[number]]: { file: string; command: string } | null } = {
  curl: null,
  Node: { file: 'report.mjs', command: 'node report.mjs' },
  Python: { file: 'report.py', command: 'python3 report.py' },
  PHP: { file: 'report.php', command: 'php report.php' },
  Java: { file: 'Report.java', command: 'java Report.java' },
}

/** A Purchase as a program of that language sends it: no library is needed. */
export function exampleOf(
  language: (typeof LANGUAGES)[number],
  { origin, dataset_id, host }: ExampleOf,
): string {
  const url = `${origin}/v24.0/${dataset_id}/events`
  const page = `https://${host}/thanks`
  if (language === 'curl') return curl(url, page)
  if (language === 'Node') return node(url, page)
  if (language === 'Python') return python(url, page)
  if (language === 'PHP') return php(url, page)
  return java(url, page)
}

/** SHA-256 of jane@shop.example, for what cannot hash by itself. */
const EMAIL_SHA256 = '8911f29841d783b75058ae550fa169b290686b5e0c51aab805c85b885a963700'

/** @param time, em  as the language around it puts them in */
const json = (page: string, time: string, em: string) =>
  `{"data":[{"event_name":"Purchase","event_time":${time},"event_id":"A-1001","action_source":"website",` +
  `"event_source_url":"${page}","user_data":{"em":["${em}"],"client_ip_address":"203.0.113.9",` +
  `"client_user_agent":"Mozilla/5.0"},"custom_data":{"value":49.9,"currency":"EUR","order_id":"A-1001"}}]}`

const curl = (url: string, page: string) => `curl ${url} \\
  -H 'Authorization: Bearer ACCESS_TOKEN' \\
  -H 'Content-Type: application/json' \\
  -d '${json(page, `'"$(date +%s)"'`, EMAIL_SHA256)}'`

const node = (url: string, page: string) => `import { createHash } from 'node:crypto'

const sha256 = (text) => createHash('sha256').update(text).digest('hex')

const answer = await fetch('${url}', {
  method: 'POST',
  headers: { authorization: 'Bearer ACCESS_TOKEN', 'content-type': 'application/json' },
  body: JSON.stringify({
    data: [
      {
        event_name: 'Purchase',
        event_time: Math.floor(Date.now() / 1000),
        event_id: 'A-1001',
        action_source: 'website',
        event_source_url: '${page}',
        user_data: {
          em: [sha256('jane@shop.example')],
          client_ip_address: '203.0.113.9',
          client_user_agent: 'Mozilla/5.0',
        },
        custom_data: { value: 49.9, currency: 'EUR', order_id: 'A-1001' },
      },
    ],
  }),
})
console.log(await answer.json())`

const python = (url: string, page: string) => `import hashlib, json, time, urllib.error, urllib.request

def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()

event = {
    "event_name": "Purchase",
    "event_time": int(time.time()),
    "event_id": "A-1001",
    "action_source": "website",
    "event_source_url": "${page}",
    "user_data": {
        "em": [sha256("jane@shop.example")],
        "client_ip_address": "203.0.113.9",
        "client_user_agent": "Mozilla/5.0",
    },
    "custom_data": {"value": 49.9, "currency": "EUR", "order_id": "A-1001"},
}
request = urllib.request.Request(
    "${url}",
    data=json.dumps({"data": [event]}).encode(),
    headers={"Authorization": "Bearer ACCESS_TOKEN", "Content-Type": "application/json"},
)
try:
    answer = urllib.request.urlopen(request)
except urllib.error.HTTPError as refusal:
    answer = refusal
print(answer.read().decode())`

const php = (url: string, page: string) => `<?php
$event = [
    'event_name' => 'Purchase',
    'event_time' => time(),
    'event_id' => 'A-1001',
    'action_source' => 'website',
    'event_source_url' => '${page}',
    'user_data' => [
        'em' => [hash('sha256', 'jane@shop.example')],
        'client_ip_address' => $_SERVER['REMOTE_ADDR'] ?? '203.0.113.9',
        'client_user_agent' => $_SERVER['HTTP_USER_AGENT'] ?? 'Mozilla/5.0',
    ],
    'custom_data' => ['value' => 49.9, 'currency' => 'EUR', 'order_id' => 'A-1001'],
];
echo file_get_contents('${url}', false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => "Authorization: Bearer ACCESS_TOKEN\\r\\nContent-Type: application/json",
    'content' => json_encode(['data' => [$event]]),
    'ignore_errors' => true,
]]));`

const java = (url: string, page: string) => `import java.net.URI;
import java.net.http.*;
import java.security.MessageDigest;
import java.util.HexFormat;

class Report {
  public static void main(String[] args) throws Exception {
    var em = sha256("jane@shop.example");
    var body = """
        ${json(page.replaceAll('%', '%%'), '%d', '%s')}"""
        .formatted(System.currentTimeMillis() / 1000, em);
    var request = HttpRequest.newBuilder(URI.create("${url}"))
        .header("Authorization", "Bearer ACCESS_TOKEN")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.body());
  }

  static String sha256(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes("UTF-8")));
  }
}`

/** What leads one of Meta's own SDKs to another host; the rest of its program stays. @source reference 5.12 */
export function sdkExampleOf(sdk: (typeof SDKS)[number], origin: string): string {
  if (sdk === 'Node')
    return `import sdk from 'facebook-nodejs-business-sdk'\n\nObject.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { get: () => '${origin}' })`
  if (sdk === 'Python')
    return `from facebook_business.session import FacebookSession\n\nFacebookSession.GRAPH = '${origin}'`
  if (sdk === 'PHP')
    return `use FacebookAds\\Object\\ServerSide\\CAPIGatewayEndpoint;\n\n$endpoint = new CAPIGatewayEndpoint('${origin}', 'ACCESS_TOKEN');\n$endpoint->setSendToEndpointOnly(true);\n$request->setCustomEndpoint($endpoint);`
  if (sdk === 'Java')
    return `var endpoint = new CAPIGatewayEndpoint("${origin}", "ACCESS_TOKEN");\nendpoint.setSendToEndpointOnly(true);\nrequest.customEndpoint(endpoint);`
  return `FacebookAds.configure do |config|\n  config.server_host = '${origin.replace(/^https?:\/\//, '')}' # by https\nend`
}
