import { useAddress } from '../../address.js'
import type { Dataset } from '../../client/queries.js'
import { FormDrawer } from '../../parts/form-drawer.js'
import { words } from '../../words/words.js'
import { ConversionForm } from './conversion-form.js'
import { RuleList } from './rule-list.js'
import { type CustomConversion, draftOf, NEW_CONVERSION, withConversion } from './rules.js'
import { tellFailure, useChangeDataset } from './use-change-dataset.js'
import { useMay } from './use-may.js'

const { rules, conversions } = words.settingsRules

const conversionsOf = ({ settings }: Dataset) => settings.custom_conversions as CustomConversion[]

/** What is counted besides events: those of one name that meet a rule. */
export function Conversions({ dataset }: { dataset: Dataset }) {
  const { search, set } = useAddress()
  const may = useMay()
  const { mutate, error, isPending, reset } = useChangeDataset(dataset)
  const list = conversionsOf(dataset)
  const known = list.find(({ id }) => search.open === `conversion:${id}`) ?? null
  const opened = may.change && (known !== null || search.open === 'new-conversion')
  const close = () => {
    reset()
    set({ open: undefined }, { replace: true })
  }
  const save = (custom_conversions: CustomConversion[], said: string, onSuccess?: () => void) =>
    mutate({ changes: { custom_conversions }, said }, { onSuccess: () => onSuccess?.() })
  return (
    <RuleList
      setting="custom_conversions"
      title={conversions.title}
      add={conversions.add}
      empty={conversions.empty}
      items={list.map(({ id, name, rule }) => ({ id, name, says: conversions.says(rule) }))}
      may_change={may.change}
      onAdd={() => set({ open: 'new-conversion' })}
      onEdit={(id) => set({ open: `conversion:${id}` })}
      onDelete={(id) =>
        mutate(
          {
            changes: (saved) => ({
              custom_conversions: conversionsOf(saved).filter((each) => each.id !== id),
            }),
            said: conversions.deleted,
          },
          { onError: tellFailure },
        )
      }
    >
      <FormDrawer
        opened={opened}
        onClose={close}
        title={known === null ? conversions.new_title : rules.edit_of(known.name)}
      >
        <ConversionForm
          key={search.open}
          dataset={dataset}
          first={known === null ? NEW_CONVERSION : draftOf(known)}
          error={error}
          busy={isPending}
          onSave={(draft) => save(withConversion(list, known?.id ?? null, draft), conversions.saved, close)}
        />
      </FormDrawer>
    </RuleList>
  )
}
