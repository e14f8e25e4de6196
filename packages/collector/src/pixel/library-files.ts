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

/** The library's files as they are served, each made once for a dataset and its settings. */
export class LibraryFiles {
  private readonly held = new BoundedMap<string, Held>(FILES_MAX)
  private defaults: Promise<ScriptFile> | undefined
  private no_dataset: Promise<ScriptFile> | undefined
  private second: Promise<ScriptFile> | undefined

  constructor(private readonly edge: Pick<Edge, 'configuration' | 'pixel' | 'sha256'>) {}

  /** @param dataset_id  as the address gives it; undefined: the file for every dataset */
  library(dataset_id: string | undefined): Promise<ScriptFile> {
    const { configuration, pixel } = this.edge
    if (dataset_id === undefined) {
      this.defaults ??= this.made(pixel.library(DEFAULTS))
      return this.defaults
    }
    const dataset = configuration.dataset(dataset_id)
    if (dataset !== undefined && dataset.archived_at_ms === null) return this.ofDataset(dataset)
    this.no_dataset ??= this.made(NO_DATASET + pixel.library(DEFAULTS))
    return this.no_dataset
  }

  /** the second file */
  automatic(): Promise<ScriptFile> {
    this.second ??= this.made(this.edge.pixel.automatic)
    return this.second
  }

  /** Settings that are the same object are unchanged; a change anywhere makes them new ones, mostly alike. */
  private ofDataset(dataset: Dataset): Promise<ScriptFile> {
    const { id, settings } = dataset
    const held = this.held.get(id)
    if (held?.settings === settings) return held.file
    const text = this.edge.pixel.library(pixelSettings(dataset))
    const file = held?.text === text ? held.file : this.made(text)
    this.held.set(id, { settings, text, file })
    return file
  }

  private made(text: string): Promise<ScriptFile> {
    return compressedScript(text, this.edge.sha256)
  }
}
