import type { FastifyInstance } from 'fastify';
interface Document {
    openapi: string;
    paths: {
        [path: string]: {
            [method: string]: Operation;
        };
    };
    components: {
        schemas: {
            [name: string]: object;
        };
        securitySchemes: object;
    };
}
interface Operation {
    operationId: string;
    responses: {
        [status: string]: {
            content: {
                [type: string]: {
                    schema: object;
                };
            };
        };
    };
}
type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
/** Asks the API as a client of its document would, and holds each answer against the document. */
export declare class ApiClient {
    private readonly app;
    readonly document: Document;
    private constructor();
    static of(app: FastifyInstance): Promise<ApiClient>;
    /** @param url  after `/api` */
    get: (url: string, access_token?: string) => Promise<any>;
    post: (url: string, access_token: string, payload?: object) => Promise<any>;
    /** Any other way to change something. */
    change: (method: Exclude<Method, "get">, url: string, access_token: string, payload?: object) => Promise<any>;
    private ask;
    /** Where a body is not what the document says; empty where it is. */
    faultsIn(path: string, status: number, body: unknown, type?: string, method?: string): string[];
    /** By their schemas' texts: each holds the whole document, and takes a while to compile. */
    private readonly checks;
    /** The same by a schema's name. */
    faultsOf(name: string, value: unknown): string[];
    private faults;
    private checkOf;
    private pathOf;
}
export {};
