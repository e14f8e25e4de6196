___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Countersign Pixel",
  "categories": [
    "ADVERTISING",
    "ANALYTICS",
    "CONVERSIONS"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": ""
  },
  "description": "Reports events to your own Countersign server by its pixel, which takes the calls of Meta's pixel. Before the first use, put your host into Permissions, Injects scripts.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "TEXT",
    "name": "host",
    "displayName": "Host",
    "simpleValueType": true,
    "alwaysInSummary": true,
    "valueHint": "https://t.shop.example",
    "help": "Where your Countersign server answers. The template may load scripts only from the host that stands in its Permissions, Injects scripts; put yours there too.",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^(https://)?[^/:\\s]+(:[0-9]+)?/*$"
        ],
        "errorMessage": "A host name, with or without https://, without a path"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "datasetIds",
    "displayName": "Dataset ids",
    "simpleValueType": true,
    "alwaysInSummary": true,
    "valueHint": "1832195656904796",
    "help": "One, or several separated by commas. The library is loaded with the first one's settings.",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^\\s*[1-9][0-9]*(\\s*,\\s*[1-9][0-9]*)*\\s*$"
        ],
        "errorMessage": "Digits, separated by commas"
      }
    ]
  },
  {
    "type": "CHECKBOX",
    "name": "loadLibrary",
    "checkboxText": "Load the library",
    "simpleValueType": true,
    "defaultValue": true,
    "help": "Off where the page has the base code, or another way to load it."
  },
  {
    "type": "RADIO",
    "name": "eventSource",
    "displayName": "Event",
    "simpleValueType": true,
    "defaultValue": "standard",
    "radioItems": [
      {
        "value": "standard",
        "displayValue": "Standard",
        "subParams": [
          {
            "type": "SELECT",
            "name": "standardEvent",
            "simpleValueType": true,
            "macrosInSelect": false,
            "defaultValue": "PageView",
            "alwaysInSummary": true,
            "selectItems": [
              {
                "value": "AddPaymentInfo",
                "displayValue": "AddPaymentInfo"
              },
              {
                "value": "AddToCart",
                "displayValue": "AddToCart"
              },
              {
                "value": "AddToWishlist",
                "displayValue": "AddToWishlist"
              },
              {
                "value": "CompleteRegistration",
                "displayValue": "CompleteRegistration"
              },
              {
                "value": "Contact",
                "displayValue": "Contact"
              },
              {
                "value": "CustomizeProduct",
                "displayValue": "CustomizeProduct"
              },
              {
                "value": "Donate",
                "displayValue": "Donate"
              },
              {
                "value": "FindLocation",
                "displayValue": "FindLocation"
              },
              {
                "value": "InitiateCheckout",
                "displayValue": "InitiateCheckout"
              },
              {
                "value": "Lead",
                "displayValue": "Lead"
              },
              {
                "value": "PageView",
                "displayValue": "PageView"
              },
              {
                "value": "Purchase",
                "displayValue": "Purchase"
              },
              {
                "value": "Schedule",
                "displayValue": "Schedule"
              },
              {
                "value": "Search",
                "displayValue": "Search"
              },
              {
                "value": "StartTrial",
                "displayValue": "StartTrial"
              },
              {
                "value": "SubmitApplication",
                "displayValue": "SubmitApplication"
              },
              {
                "value": "Subscribe",
                "displayValue": "Subscribe"
              },
              {
                "value": "ViewContent",
                "displayValue": "ViewContent"
              }
            ]
          }
        ]
      },
      {
        "value": "custom",
        "displayValue": "Custom",
        "subParams": [
          {
            "type": "TEXT",
            "name": "customEvent",
            "simpleValueType": true,
            "alwaysInSummary": true,
            "valueHint": "Quiz",
            "valueValidators": [
              {
                "type": "NON_EMPTY"
              }
            ]
          }
        ]
      },
      {
        "value": "variable",
        "displayValue": "From a variable",
        "subParams": [
          {
            "type": "TEXT",
            "name": "variableEvent",
            "simpleValueType": true,
            "alwaysInSummary": true,
            "valueHint": "{{Event name}}",
            "help": "A standard event's name makes a standard event, anything else a custom one.",
            "valueValidators": [
              {
                "type": "NON_EMPTY"
              }
            ]
          }
        ]
      },
      {
        "value": "dataLayer",
        "displayValue": "From the data layer: GA4, or Enhanced Ecommerce",
        "help": "The event that fired the tag, with its ecommerce object, becomes the standard event and its parameters. An event that GA4 does not know is sent under its own name."
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "eventId",
    "displayName": "Event id",
    "simpleValueType": true,
    "valueHint": "{{Order id}}",
    "help": "The same text goes with the server's copy of the event; then both count as one. Leave it empty if the server sends none."
  },
  {
    "type": "GROUP",
    "name": "parametersGroup",
    "displayName": "Parameters",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "TEXT",
        "name": "parametersObject",
        "displayName": "An object with parameters",
        "simpleValueType": true,
        "valueHint": "{{Parameters}}",
        "help": "A variable that gives an object."
      },
      {
        "type": "SIMPLE_TABLE",
        "name": "parameters",
        "displayName": "Parameters",
        "help": "value, currency, contents, content_ids, content_type, num_items, order_id, search_string, or a name of your own. A row here wins over the object and over the data layer.",
        "newRowButtonText": "Add a row",
        "simpleTableColumns": [
          {
            "type": "TEXT",
            "defaultValue": "",
            "valueHint": "value",
            "name": "name",
            "displayName": "Name",
            "isUnique": true,
            "valueValidators": [
              {
                "type": "NON_EMPTY"
              }
            ]
          },
          {
            "defaultValue": "",
            "displayName": "Value",
            "name": "value",
            "type": "TEXT"
          }
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "matchingGroup",
    "displayName": "Advanced matching",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "SIMPLE_TABLE",
        "name": "advancedMatching",
        "displayName": "Who the visitor is, as far as the site knows",
        "help": "Plain or hashed. The pixel hashes what is plain before it leaves the browser. Empty values are left out.",
        "newRowButtonText": "Add a row",
        "simpleTableColumns": [
          {
            "type": "SELECT",
            "defaultValue": "em",
            "macrosInSelect": false,
            "selectItems": [
              {
                "value": "em",
                "displayValue": "Email"
              },
              {
                "value": "ph",
                "displayValue": "Phone"
              },
              {
                "value": "fn",
                "displayValue": "First name"
              },
              {
                "value": "ln",
                "displayValue": "Last name"
              },
              {
                "value": "ge",
                "displayValue": "Gender"
              },
              {
                "value": "db",
                "displayValue": "Date of birth"
              },
              {
                "value": "ct",
                "displayValue": "City"
              },
              {
                "value": "st",
                "displayValue": "State"
              },
              {
                "value": "zp",
                "displayValue": "Postcode"
              },
              {
                "value": "country",
                "displayValue": "Country"
              },
              {
                "value": "external_id",
                "displayValue": "External id"
              }
            ],
            "name": "name",
            "displayName": "Match key",
            "isUnique": true,
            "valueValidators": [
              {
                "type": "NON_EMPTY"
              }
            ]
          },
          {
            "defaultValue": "",
            "displayName": "Value",
            "name": "value",
            "type": "TEXT"
          }
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "privacyGroup",
    "displayName": "Consent and data use",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "SELECT",
        "name": "consent",
        "displayName": "Consent",
        "simpleValueType": true,
        "macrosInSelect": true,
        "defaultValue": "unsaid",
        "selectItems": [
          {
            "value": "unsaid",
            "displayValue": "Say nothing"
          },
          {
            "value": "granted",
            "displayValue": "Granted"
          },
          {
            "value": "denied",
            "displayValue": "Denied: hold events until it is granted"
          }
        ],
        "help": "A variable may give true, false, granted or denied."
      },
      {
        "type": "CHECKBOX",
        "name": "limitedDataUse",
        "checkboxText": "Limited data use",
        "simpleValueType": true,
        "subParams": [
          {
            "type": "TEXT",
            "name": "country",
            "displayName": "Country",
            "simpleValueType": true,
            "defaultValue": "0",
            "help": "1: the United States. 0: to be found from the address.",
            "enablingConditions": [
              {
                "paramName": "limitedDataUse",
                "paramValue": true,
                "type": "EQUALS"
              }
            ]
          },
          {
            "type": "TEXT",
            "name": "state",
            "displayName": "State",
            "simpleValueType": true,
            "defaultValue": "0",
            "help": "1000: California. 0: to be found from the address.",
            "enablingConditions": [
              {
                "paramName": "limitedDataUse",
                "paramValue": true,
                "type": "EQUALS"
              }
            ]
          }
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "automaticGroup",
    "displayName": "What the pixel does by itself",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "CHECKBOX",
        "name": "disableAutoConfig",
        "checkboxText": "No automatic events",
        "simpleValueType": true,
        "help": "Whatever the dataset's settings say. It holds if this tag initialises the dataset."
      },
      {
        "type": "CHECKBOX",
        "name": "disablePushState",
        "checkboxText": "No PageView when the page's address changes",
        "simpleValueType": true,
        "help": "For a site whose own triggers report each view."
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

// Turns the tag's fields into calls of fbq, and loads the library. What stands here may only use sandboxed
// JavaScript: ECMAScript 5.1 with const, let and arrow functions.
const aliasInWindow = require('aliasInWindow');
const callInWindow = require('callInWindow');
const copyFromDataLayer = require('copyFromDataLayer');
const copyFromWindow = require('copyFromWindow');
const createQueue = require('createQueue');
const getType = require('getType');
const injectScript = require('injectScript');
const logToConsole = require('logToConsole');
const makeNumber = require('makeNumber');
const makeString = require('makeString');
const makeTableMap = require('makeTableMap');
const Math = require('Math');
const queryPermission = require('queryPermission');
const setInWindow = require('setInWindow');
const templateStorage = require('templateStorage');

const STANDARD_EVENTS = [
  'AddPaymentInfo', 'AddToCart', 'AddToWishlist', 'CompleteRegistration', 'Contact', 'CustomizeProduct',
  'Donate', 'FindLocation', 'InitiateCheckout', 'Lead', 'PageView', 'Purchase', 'Schedule', 'Search',
  'StartTrial', 'SubmitApplication', 'Subscribe', 'ViewContent'
];

// GA4's event names; one that is not here keeps its name, as a custom event.
const GA4_EVENTS = {
  'gtm.js': 'PageView',
  'gtm.dom': 'PageView',
  page_view: 'PageView',
  view_item: 'ViewContent',
  add_to_cart: 'AddToCart',
  add_to_wishlist: 'AddToWishlist',
  begin_checkout: 'InitiateCheckout',
  add_payment_info: 'AddPaymentInfo',
  purchase: 'Purchase',
  generate_lead: 'Lead',
  sign_up: 'CompleteRegistration',
  search: 'Search'
};

// The actions of Universal Analytics' Enhanced Ecommerce.
const ENHANCED_ECOMMERCE_ACTIONS = {
  detail: 'ViewContent',
  add: 'AddToCart',
  checkout: 'InitiateCheckout',
  purchase: 'Purchase'
};

const isPresent = (value) => value !== undefined && value !== null && value !== '';

const put = (to, key, value) => {
  if (isPresent(value)) to[key] = value;
};

const merge = (objects) => {
  const merged = {};
  objects.forEach((object) => {
    if (getType(object) !== 'object') return;
    for (let key in object) put(merged, key, object[key]);
  });
  return merged;
};

const tableOf = (rows) => (rows && rows.length ? makeTableMap(rows, 'name', 'value') : {});

const idsOf = (text) => makeString(text || '').split(',').map((id) => id.trim()).filter((id) => id !== '');

const scriptUrl = (id) => {
  let host = makeString(data.host || '').trim();
  while (host.charAt(host.length - 1) === '/') host = host.slice(0, -1);
  if (host.indexOf('https://') !== 0) host = 'https://' + host;
  return host + '/en_US/fbevents.js?id=' + id;
};

// A missing quantity is one; sums are rounded, or three times 10.01 would be 30.029999999999998.
const quantityOf = (item) => makeNumber(isPresent(item.quantity) ? item.quantity : 1) || 0;
const priceOf = (item) => makeNumber(item.price) || 0;
const valueOf = (items) =>
  Math.round(items.reduce((sum, item) => sum + priceOf(item) * quantityOf(item), 0) * 10000) / 10000;
const countOf = (items) => items.reduce((sum, item) => sum + quantityOf(item), 0);

const fromEnhancedEcommerce = (ecommerce) => {
  for (let action in ENHANCED_ECOMMERCE_ACTIONS) {
    const found = ecommerce[action];
    if (!found || !found.products || !found.products.length) continue;
    const products = found.products;
    const params = {
      content_type: 'product',
      contents: products.map((product) => ({ id: product.id, quantity: quantityOf(product) })),
      num_items: countOf(products),
      value: valueOf(products)
    };
    put(params, 'currency', ecommerce.currencyCode);
    if (action === 'purchase' && found.actionField) put(params, 'order_id', found.actionField.id);
    return { name: ENHANCED_ECOMMERCE_ACTIONS[action], params: params };
  }
};

const contentOf = (item) => {
  const content = {};
  put(content, 'id', isPresent(item.item_id) ? item.item_id : item.item_name);
  content.quantity = quantityOf(item);
  put(content, 'item_price', item.price);
  return content;
};

const fromGa4 = (name, ecommerce) => {
  // GTM's own events other than the page's are none of the visitor's.
  if (!name || (name.indexOf('gtm.') === 0 && !GA4_EVENTS[name])) return { name: '', params: {} };
  // Some sites push the fields beside the event instead of in `ecommerce`.
  const field = (key) => (ecommerce ? ecommerce[key] : copyFromDataLayer(key, 1));
  const params = {};
  const event = GA4_EVENTS[name];
  if (event === 'Search') put(params, 'search_string', copyFromDataLayer('search_term', 1));
  if (event && event !== 'PageView' && event !== 'Search') {
    const items = field('items');
    put(params, 'currency', field('currency'));
    put(params, 'value', field('value'));
    if (items && items.length) {
      params.content_type = 'product';
      params.contents = items.map(contentOf);
      params.num_items = countOf(items);
      if (!isPresent(params.value)) params.value = valueOf(items);
    }
    if (event === 'Purchase') put(params, 'order_id', field('transaction_id'));
  }
  return { name: event || name, params: params };
};

const fromDataLayer = () => {
  const ecommerce = copyFromDataLayer('ecommerce', 1);
  const enhanced = getType(ecommerce) === 'object' ? fromEnhancedEcommerce(ecommerce) : undefined;
  const name = makeString(copyFromDataLayer('event', 1) || '');
  return enhanced || fromGa4(name, getType(ecommerce) === 'object' ? ecommerce : undefined);
};

const eventOf = () => {
  if (data.eventSource === 'dataLayer') return fromDataLayer();
  if (data.eventSource === 'custom') return { name: makeString(data.customEvent || ''), params: {} };
  if (data.eventSource === 'variable') return { name: makeString(data.variableEvent || ''), params: {} };
  return { name: data.standardEvent, params: {} };
};

// The base code's function: until the library runs, commands wait in its queue.
const ensureFbq = () => {
  if (copyFromWindow('fbq')) return;
  setInWindow('fbq', function () {
    if (copyFromWindow('fbq.callMethod')) callInWindow('fbq.callMethod.apply', null, arguments);
    else callInWindow('fbq.queue.push', arguments);
  }, false);
  createQueue('fbq.queue');
  aliasInWindow('fbq.push', 'fbq');
  setInWindow('fbq.loaded', true, true);
  setInWindow('fbq.version', '2.0', true);
  if (!copyFromWindow('_fbq')) aliasInWindow('_fbq', 'fbq');
};

// A variable may say yes or no in several ways. What says neither says nothing.
const sayConsent = () => {
  const consent = data.consent;
  if (consent === true || consent === 'true' || consent === 'granted') callInWindow('fbq', 'consent', 'grant');
  if (consent === false || consent === 'false' || consent === 'denied') callInWindow('fbq', 'consent', 'revoke');
};

// Each dataset once a page, by whichever tag comes first; again only to bring user data that was not there.
const initialise = (id, userData) => {
  const known = templateStorage.getItem('initialised') || {};
  let matched = false;
  for (let key in userData) matched = true;
  if (known[id] && (known[id].matched || !matched)) return;
  if (!known[id]) {
    if (data.disableAutoConfig) callInWindow('fbq', 'set', 'autoConfig', false, id);
    callInWindow('fbq', 'set', 'agent', 'countersign-gtm', id);
  }
  if (matched) callInWindow('fbq', 'init', id, userData);
  else callInWindow('fbq', 'init', id);
  known[id] = { matched: matched };
  templateStorage.setItem('initialised', known);
};

const report = (id, name, params) => {
  const command = STANDARD_EVENTS.indexOf(name) < 0 ? 'trackSingleCustom' : 'trackSingle';
  if (isPresent(data.eventId)) callInWindow('fbq', command, id, name, params, { eventID: makeString(data.eventId) });
  else callInWindow('fbq', command, id, name, params);
};

const ids = idsOf(data.datasetIds);
const event = eventOf();
const url = ids.length ? scriptUrl(ids[0]) : '';

if (!ids.length) {
  logToConsole('Countersign: the tag has no dataset id.');
  data.gtmOnFailure();
} else if (data.loadLibrary !== false && !queryPermission('inject_script', url)) {
  logToConsole('Countersign: this template may not load ' + url + '. Allow it in the template under Permissions, ' +
    'Injects scripts.');
  data.gtmOnFailure();
} else if (!event.name) {
  data.gtmOnSuccess();
} else {
  ensureFbq();
  sayConsent();
  if (data.disablePushState) setInWindow('fbq.disablePushState', true, true);
  if (data.limitedDataUse) {
    callInWindow('fbq', 'dataProcessingOptions', ['LDU'], makeNumber(data.country) || 0, makeNumber(data.state) || 0);
  }
  const userData = merge([tableOf(data.advancedMatching)]);
  const params = merge([event.params, data.parametersObject, tableOf(data.parameters)]);
  ids.forEach((id) => {
    initialise(id, userData);
    report(id, event.name, params);
  });
  if (data.loadLibrary === false) data.gtmOnSuccess();
  else injectScript(url, data.gtmOnSuccess, data.gtmOnFailure, url);
}


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "access_globals",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "_fbq"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq.queue"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq.queue.push"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq.callMethod"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq.callMethod.apply"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq.push"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq.loaded"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq.version"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "fbq.disablePushState"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://t.shop.example/en_US/fbevents.js*"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "read_data_layer",
        "versionId": "1"
      },
      "param": [
        {
          "key": "allowedKeys",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "keyPatterns",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "event"
              },
              {
                "type": 1,
                "string": "ecommerce"
              },
              {
                "type": 1,
                "string": "search_term"
              },
              {
                "type": 1,
                "string": "items"
              },
              {
                "type": 1,
                "string": "value"
              },
              {
                "type": 1,
                "string": "currency"
              },
              {
                "type": 1,
                "string": "transaction_id"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_template_storage",
        "versionId": "1"
      },
      "param": []
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "logging",
        "versionId": "1"
      },
      "param": [
        {
          "key": "environments",
          "value": {
            "type": 1,
            "string": "debug"
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: A page view initialises the dataset and loads the library
  code: |-
    runCode(fields({}));

    assertThat(calls).isEqualTo([
      ['fbq', 'set', 'agent', 'countersign-gtm', '1832195656904796'],
      ['fbq', 'init', '1832195656904796'],
      ['fbq', 'trackSingle', '1832195656904796', 'PageView', {}]
    ]);
    assertThat(injected).isEqualTo('https://t.shop.example/en_US/fbevents.js?id=1832195656904796');
    assertApi('gtmOnSuccess').wasCalled();
- name: Each dataset of the list is initialised and reported to
  code: |-
    runCode(fields({ datasetIds: '1832195656904796, 1832195656904797' }));

    assertThat(calls.map((call) => call[2])).contains('1832195656904796', '1832195656904797');
    assertThat(calls).hasLength(6);
- name: Consent and data processing come before init
  code: |-
    runCode(fields({ consent: 'denied', limitedDataUse: true, country: '1', state: '1000' }));

    assertThat(calls.slice(0, 2)).isEqualTo([
      ['fbq', 'consent', 'revoke'],
      ['fbq', 'dataProcessingOptions', ['LDU'], 1, 1000]
    ]);
- name: A purchase with its event id, its parameters and the buyer
  code: |-
    runCode(fields({
      standardEvent: 'Purchase',
      eventId: 'order-1001',
      parameters: [{ name: 'value', value: '9.5' }, { name: 'currency', value: 'EUR' }],
      advancedMatching: [{ name: 'em', value: 'jo@shop.example' }, { name: 'ph', value: '' }]
    }));

    assertThat(calls[1]).isEqualTo(['fbq', 'init', '1832195656904796', { em: 'jo@shop.example' }]);
    assertThat(calls[2]).isEqualTo(
      ['fbq', 'trackSingle', '1832195656904796', 'Purchase', { value: '9.5', currency: 'EUR' },
        { eventID: 'order-1001' }]);
- name: Enhanced Ecommerce becomes standard events
  code: |-
    dataLayer.ecommerce = {
      currencyCode: 'EUR',
      add: { products: [{ id: 'lamp', price: '10.01', quantity: 3 }] }
    };
    runCode(fields({ eventSource: 'dataLayer' }));

    assertThat(calls[2]).isEqualTo(['fbq', 'trackSingle', '1832195656904796', 'AddToCart', {
      content_type: 'product', contents: [{ id: 'lamp', quantity: 3 }], num_items: 3, value: 30.03,
      currency: 'EUR'
    }]);
- name: A GA4 purchase becomes a Purchase
  code: |-
    dataLayer.event = 'purchase';
    dataLayer.ecommerce = {
      transaction_id: 'T_1', value: 20.02, currency: 'USD',
      items: [{ item_id: 'lamp', price: 10.01, quantity: 2 }]
    };
    runCode(fields({ eventSource: 'dataLayer' }));

    assertThat(calls[2][4]).isEqualTo({
      currency: 'USD', value: 20.02, content_type: 'product', num_items: 2, order_id: 'T_1',
      contents: [{ id: 'lamp', quantity: 2, item_price: 10.01 }]
    });
- name: A host that the permission does not name fails the tag, and says so
  code: |-
    mock('queryPermission', false);
    runCode(fields({}));

    assertThat(calls).isEmpty();
    assertApi('injectScript').wasNotCalled();
    assertApi('logToConsole').wasCalled();
    assertApi('gtmOnFailure').wasCalled();
- name: Where the page loads the library itself, the tag does not
  code: |-
    mock('queryPermission', false);
    runCode(fields({ loadLibrary: false }));

    assertApi('injectScript').wasNotCalled();
    assertThat(calls).hasLength(3);
    assertApi('gtmOnSuccess').wasCalled();
setup: |-
  const calls = [];
  const dataLayer = {};
  const stored = {};
  let injected;

  const fields = (given) => {
    const all = {
      host: 'https://t.shop.example', datasetIds: '1832195656904796', loadLibrary: true,
      eventSource: 'standard', standardEvent: 'PageView'
    };
    for (let key in given) all[key] = given[key];
    return all;
  };

  mock('callInWindow', function () {
    const call = [];
    for (let i = 0; i < arguments.length; i++) call.push(arguments[i]);
    calls.push(call);
  });
  mock('copyFromWindow', (key) => (key === 'fbq' ? () => {} : undefined));
  mock('copyFromDataLayer', (key) => dataLayer[key]);
  mock('queryPermission', true);
  mock('injectScript', (url, onSuccess) => {
    injected = url;
    onSuccess();
  });
  mockObject('templateStorage', {
    getItem: (key) => stored[key],
    setItem: (key, value) => { stored[key] = value; }
  });


___NOTES___

Reports to Countersign by fbq, the function of Meta's pixel. The source of this file, its tests and how to use it are
in packages/integrations/gtm of Countersign.
