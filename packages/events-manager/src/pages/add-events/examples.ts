export const LANGUAGES = ['curl', 'Node', 'Python', 'PHP', 'Java'] as const
export const SDKS = ['Node', 'Python', 'PHP', 'Java', 'Ruby'] as const

interface ExampleOf {
  origin: string
  dataset_id: string
  /** of the dataset's site */
  host: string
  /** Unix time in seconds, for what a command line cannot say by itself */
  now_s: number
}

/** A Purchase as a program of that language sends it: no library is needed. */
export function exampleOf(
  language: (typeof LANGUAGES)[number],
  { origin, dataset_id, host, now_s }: ExampleOf,
): string {
  const url = `${origin}/v24.0/${dataset_id}/events`
  const page = `https://${host}/thanks`
  const body = (time: string) =>
    `{"data":[{"event_name":"Purchase","event_time":${time},"event_id":"A-1001","action_source":"website",` +
    `"event_source_url":"${page}","user_data":{"client_user_agent":"Mozilla/5.0"},` +
    `"custom_data":{"value":49.9,"currency":"EUR","order_id":"A-1001"}}]}`
  if (language === 'curl')
    return `curl ${url} \\\n  -H 'Authorization: Bearer ACCESS_TOKEN' \\\n  -H 'Content-Type: application/json' \\\n  -d '${body(`'"$(date +%s)"'`)}'`
  if (language === 'Node') return node(url, page)
  if (language === 'Python') return python(url, page)
  if (language === 'PHP') return php(url, page)
  return java(url, body(String(now_s)))
}

const node = (url: string, page: string) => `const answer = await fetch('${url}', {
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
        user_data: { client_user_agent: 'Mozilla/5.0' },
        custom_data: { value: 49.9, currency: 'EUR', order_id: 'A-1001' },
      },
    ],
  }),
})
console.log(await answer.json())`

const python = (url: string, page: string) => `import json, time, urllib.request

event = {
    "event_name": "Purchase",
    "event_time": int(time.time()),
    "event_id": "A-1001",
    "action_source": "website",
    "event_source_url": "${page}",
    "user_data": {"client_user_agent": "Mozilla/5.0"},
    "custom_data": {"value": 49.9, "currency": "EUR", "order_id": "A-1001"},
}
request = urllib.request.Request(
    "${url}",
    data=json.dumps({"data": [event]}).encode(),
    headers={"Authorization": "Bearer ACCESS_TOKEN", "Content-Type": "application/json"},
)
print(urllib.request.urlopen(request).read().decode())`

const php = (url: string, page: string) => `<?php
$event = [
    'event_name' => 'Purchase',
    'event_time' => time(),
    'event_id' => 'A-1001',
    'action_source' => 'website',
    'event_source_url' => '${page}',
    'user_data' => ['client_user_agent' => $_SERVER['HTTP_USER_AGENT'] ?? 'Mozilla/5.0'],
    'custom_data' => ['value' => 49.9, 'currency' => 'EUR', 'order_id' => 'A-1001'],
];
echo file_get_contents('${url}', false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => "Authorization: Bearer ACCESS_TOKEN\\r\\nContent-Type: application/json",
    'content' => json_encode(['data' => [$event]]),
    'ignore_errors' => true,
]]));`

const java = (url: string, body: string) => `import java.net.URI;
import java.net.http.*;

class Report {
  public static void main(String[] args) throws Exception {
    var body = """
        ${body}""";
    var request = HttpRequest.newBuilder(URI.create("${url}"))
        .header("Authorization", "Bearer ACCESS_TOKEN")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.body());
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
