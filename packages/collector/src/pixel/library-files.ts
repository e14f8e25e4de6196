import type { Dataset, DatasetSettings } from '@countersign/storage'
import { BoundedMap } from '../bounded-map.js'
import type { Edge } from '../edge.js'
import { DEFAULTS, pixelSettings } from './pixel-settings.js'
import { compressedScript, type ScriptFile } from './script-file.js'

/** Each takes about four times the library. */
const FILES_MAX = 1_000
/** A page must not break at a wrong id: it gets a library, and whoever looks gets told. */
const NO_DATASET = '/* This id is of no dataset that takes events: these are the defaults. */\n'

interface Held {
  settings: DatasetSettings
  text: string
  file: Promise<ScriptFile>
}

type Kind = 'library' | 'automatic'

/** The library's files as they are served, each made once for a dataset and its settings. */
export class LibraryFiles {
  private readonly held = new BoundedMap<string, Held>(FILES_MAX)
  private readonly of_nobody = new Map<string, Promise<ScriptFile>>()

  constructor(private readonly edge: Pick<Edge, 'configuration' | 'pixel' | 'sha256'>) {}

  /**
   * @param kind  the library, or its second file
   * @param dataset_id  as the address gives it; undefined: the file for every dataset
   */
  file(kind: Kind, dataset_id: string | undefined): Promise<ScriptFile> {
    const dataset = dataset_id === undefined ? undefined : this.edge.configuration.dataset(dataset_id)
    if (dataset !== undefined && dataset.archived_at_ms === null) return this.ofDataset(kind, dataset)
    return this.ofNobody(kind, kind === 'library' && dataset_id !== undefined ? NO_DATASET : '')
  }

  private ofNobody(kind: Kind, comment: string): Promise<ScriptFile> {
    const key = kind + comment
    const file = this.of_nobody.get(key) ?? this.made(comment + this.edge.pixel[kind](DEFAULTS))
    this.of_nobody.set(key, file)
    return file
  }

  /** Settings that are the same object are unchanged; a change anywhere makes them new ones, mostly alike. */
  private ofDataset(kind: Kind, dataset: Dataset): Promise<ScriptFile> {
    const { id, settings } = dataset
    const key = kind + id
    const held = this.held.get(key)
    if (held?.settings === settings) return held.file
    const text = this.edge.pixel[kind](pixelSettings(dataset))
    const file = held?.text === text ? held.file : this.made(text)
    this.held.set(key, { settings, text, file })
    return file
  }

  private made(text: string): Promise<ScriptFile> {
    return compressedScript(text, this.edge.sha256)
  }
}
