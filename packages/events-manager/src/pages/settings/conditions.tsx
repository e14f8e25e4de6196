import { Select, TagsInput } from '@mantine/core'
import { words } from '../../words/words.js'
import { EditedRows, ParamName } from './edited-rows.js'
import { type ConditionDraft, isNumeric, OPERATORS } from './rules.js'

const { rules, conversions } = words.settingsRules
const PARAMS_MAX = 10
const NEW: ConditionDraft = { name: '', operator: 'eq', values: [] }

interface ConditionsProps {
  params: readonly ConditionDraft[]
  onChange(params: ConditionDraft[]): void
}

/** What the parameters of an event must be: all of them. */
export const Conditions = ({ params, onChange }: ConditionsProps) => (
  <EditedRows
    legend={conversions.params}
    rows={params}
    inputs={4}
    max={PARAMS_MAX}
    add={conversions.add_param}
    fresh={NEW}
    onChange={onChange}
  >
    {({ name, operator, values }, change) => (
      <>
        <ParamName value={name} onChange={(typed) => change({ name: typed })} />
        <Select
          aria-label={rules.operator}
          allowDeselect={false}
          data={OPERATORS.map((value) => ({ value, label: rules.operators[value] }))}
          value={operator}
          onChange={(chosen) =>
            chosen !== null &&
            change({ operator: chosen, values: isNumeric(chosen) ? values.slice(0, 1) : values })
          }
        />
        <TagsInput
          aria-label={rules.values}
          placeholder={values.length === 0 ? rules.values : ''}
          acceptValueOnBlur
          maxTags={isNumeric(operator) ? 1 : 20}
          value={values}
          onChange={(changed) => change({ values: changed })}
        />
      </>
    )}
  </EditedRows>
)
