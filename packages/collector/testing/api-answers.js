import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
/** Asks the API as a client of its document would, and holds each answer against the document. */
export class ApiClient {
    app;
    document;
    constructor(app, document) {
        this.app = app;
        this.document = document;
    }
    static async of(app) {
        return new ApiClient(app, (await app.inject({ url: '/api/openapi.json' })).json());
    }
    /** @param url  after `/api` */
    get = (url, access_token) => this.ask('get', url, access_token);
    post = (url, access_token, payload) => this.ask('post', url, access_token, payload);
    /** Any other way to change something. */
    change = (method, url, access_token, payload) => this.ask(method, url, access_token, payload);
    async ask(method, url, access_token, payload) {
        const headers = access_token === undefined ? {} : { authorization: `Bearer ${access_token}` };
        const answer = await this.app.inject({
            method: method.toUpperCase(),
            url: `/api${url}`,
            headers: { host: 't.shop.example', ...headers },
            ...(payload !== undefined && { payload }),
        });
        const body = answer.json();
        expect(this.faultsIn(this.pathOf(url), answer.statusCode, body, 'application/json', method)).toEqual([]);
        expect(answer.headers['cache-control']).toBe('no-store');
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
        return { http: answer.statusCode, headers: answer.headers, ...body };
    }
    /** Where a body is not what the document says; empty where it is. */
    faultsIn(path, status, body, type = 'application/json', method = 'get') {
        const schema = this.document.paths[path]?.[method]?.responses[String(status)]?.content[type]?.schema;
        if (schema === undefined)
            return [`${path} says nothing of ${status} as ${type}`];
        return this.faults(schema, body);
    }
    /** By their schemas' texts: each holds the whole document, and takes a while to compile. */
    checks = new Map();
    /** The same by a schema's name. */
    faultsOf(name, value) {
        return this.faults({ $ref: `#/components/schemas/${name}` }, value);
    }
    faults(schema, value) {
        const check = this.checkOf(schema);
        return check(value) ? [] : (check.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`);
    }
    checkOf(schema) {
        const text = JSON.stringify(schema);
        const known = this.checks.get(text);
        if (known)
            return known;
        const ajv = new Ajv2020({ strict: false, allErrors: true });
        const check = ajv.compile({ ...schema, components: this.document.components });
        this.checks.set(text, check);
        return check;
    }
    pathOf(url) {
        const asked = `/api${url.split('?')[0]}`;
        const fits = (path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked);
        return Object.keys(this.document.paths).find(fits) ?? asked;
    }
}
//# sourceMappingURL=api-answers.js.map