import { type Configuration, type Dataset, type Journal, type JournalLine, type RefusalLine, type Reports, type SightingLine } from '@countersign/storage';
import type { Edge } from '../src/edge.js';
/** A journal in memory: what was appended, line by line. It can be made to fail as the disk does. */
export declare class FakeJournal implements Journal {
    lines: JournalLine[];
    rode: JournalLine[];
    full: boolean;
    bytes_pending: number;
    last: number;
    unavailable: boolean;
    /** while set, what is appended is not on disk yet */
    held: Promise<void> | null;
    append(texts: readonly string[], count?: number): Promise<number>;
    ride(line: string): void;
    stop(): Promise<void>;
    get sightings(): SightingLine[];
    get refusals(): RefusalLine[];
}
export interface FakeEdge extends Edge {
    journal: FakeJournal;
    configuration: Configuration;
    dataset: Dataset;
    access_token: string;
    now: {
        ms: number;
    };
}
/** The ports of a collector with one dataset and its token, on an empty journal. */
export declare function fakeEdge(given?: Partial<Edge>, domain?: string): FakeEdge;
/** What is written where reports are read. */
export declare const noWrites: () => Pick<Reports, "addOrders" | "resendLetters" | "editLetter">;
export declare const noReports: () => Reports;
/** Lines of a file in fixtures/, each as JSON. */
export declare function fixtures<T>(file: string): T[];
/** A form as browsers and SDKs send it. */
export declare function multipart(fields: {
    [name: string]: string;
}): {
    content_type: string;
    body: string;
};
