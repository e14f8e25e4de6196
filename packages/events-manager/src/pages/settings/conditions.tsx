import { ActionIcon, Button, Select, TagsInput, TextInput } from '@mantine/core'
import IconX from '@tabler/icons-react/icons/IconX'
import { words } from '../../words/words.js'
import { type ConditionDraft, isNumeric, OPERATORS } from './rules.js'
import styles from './settings.module.css'

const { rules, conversions } = words.settingsRules
const PARAMS_MAX = 10
const NEW: ConditionDraft = { name: '', operator: 'eq', values: [] }

interface ConditionsProps {
  params: readonly ConditionDraft[]
  onChange(params: ConditionDraft[]): void
}

/** What the parameters of an event must be: all of them. */
export function Conditions({ params, onChange }: ConditionsProps) {
  const change = (at: number, changed: Partial<ConditionDraft>) =>
    onChange(params.map((each, index) => (index === at ? { ...each, ...changed } : each)))
  return (
    <fieldset className={styles.fieldset}>
      <legend>{conversions.params}</legend>
      {params.map(({ name, operator, values }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone.
        <div key={at} className={styles.condition} data-of="4">
          <TextInput
            aria-label={rules.param_name}
            placeholder={rules.param_name}
            value={name}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
          />
          <Select
            aria-label={rules.operator}
            allowDeselect={false}
            data={OPERATORS.map((value) => ({ value, label: rules.operators[value] }))}
            value={operator}
            onChange={(chosen) =>
              chosen !== null &&
              change(at, { operator: chosen, values: isNumeric(chosen) ? values.slice(0, 1) : values })
            }
          />
          <TagsInput
            aria-label={rules.values}
            placeholder={values.length === 0 ? rules.values : ''}
            acceptValueOnBlur
            maxTags={isNumeric(operator) ? 1 : 20}
            value={values}
            onChange={(changed) => change(at, { values: changed })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={rules.remove_param(name)}
            onClick={() => onChange(params.toSpliced(at, 1))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {params.length < PARAMS_MAX && (
        <Button
          variant="default"
          size="xs"
          className={styles.start}
          onClick={() => onChange([...params, NEW])}
        >
          {conversions.add_param}
        </Button>
      )}
    </fieldset>
  )
}
