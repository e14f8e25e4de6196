import { type FormEvent, type ReactNode, useState } from 'react'
import type { Dataset } from '../../client/queries.js'
import { useMay } from '../../client/use-may.js'
import { LeaveGuard } from '../../parts/leave-guard.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { changesOf, type Draft, draftAfter, faultsOf, savedValue } from './draft.js'
import type { EditedField } from './fields.js'
import { SaveBar } from './save-bar.js'
import { SettingField } from './setting-field.js'
import styles from './settings.module.css'
import { useChangeDataset } from './use-change-dataset.js'
import { useFocusOnFault } from './use-focus-on-fault.js'

const { settings } = words

interface SettingsFormProps {
  dataset: Dataset
  /** the fields by the group that they stand in; they are saved together */
  groups: { readonly [group: string]: readonly EditedField[] }
  /** what is said of a group beside its fields */
  notes?: { readonly [group: string]: ReactNode }
}

/** Fields of a dataset: what is changed is marked until it is saved, what is wrong is said at its field. */
export function SettingsForm({ dataset, groups, notes = {} }: SettingsFormProps) {
  const [draft, setDraft] = useState<Draft>({})
  const may = useMay()
  const { mutate, error, isPending, reset } = useChangeDataset(dataset)
  const changes = changesOf(dataset, draft)
  const changed = Object.keys(changes)
  const form = useFocusOnFault(error)
  const faults = faultsOf(error, Object.values(groups).flat())
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (changed.length === 0) return
    const labels = changed.map((name) => settings.fields[name as EditedField].label)
    mutate(
      { changes, said: settings.saved(labels) },
      { onSuccess: () => setDraft((now) => draftAfter(now, draft)) },
    )
  }
  const discard = () => {
    reset()
    setDraft({})
  }
  return (
    <form ref={form} onSubmit={save} className={styles.part} noValidate>
      {Object.entries(groups).map(([group, names]) => (
        <Section key={group} title={settings.groups[group as keyof typeof settings.groups]}>
          {notes[group] !== undefined && <p className={styles.note}>{notes[group]}</p>}
          <div className={styles.fields}>
            {names.map((name) => (
              <SettingField
                key={name}
                dataset={dataset}
                name={name}
                value={name in draft ? draft[name] : savedValue(dataset, name)}
                changed={name in changes}
                fault={faults.at[name] ?? null}
                disabled={!may.change}
                onChange={(value) => setDraft((now) => ({ ...now, [name]: value }))}
              />
            ))}
          </div>
        </Section>
      ))}
      {changed.length > 0 && (
        <SaveBar
          count={changed.length}
          error={faults.rest}
          has_faults={Object.keys(faults.at).length > 0}
          busy={isPending}
          onDiscard={discard}
        />
      )}
      <LeaveGuard dirty={changed.length > 0} />
    </form>
  )
}
