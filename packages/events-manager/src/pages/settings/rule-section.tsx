import type { ReactNode } from 'react'
import { useAddress } from '../../address.js'
import type { Dataset } from '../../client/queries.js'
import { useMay } from '../../client/use-may.js'
import { FormDrawer } from '../../parts/form-drawer.js'
import { tellFailure } from '../../parts/notice.js'
import { words } from '../../words/words.js'
import { isSame } from './draft.js'
import { RuleForm } from './rule-form.js'
import { RuleList } from './rule-list.js'
import type { EDITED_APART } from './sections.js'
import { useChangeDataset } from './use-change-dataset.js'

interface RuleSectionProps<Rule, Draft> {
  dataset: Dataset
  /** the setting that holds the rules, and the rules in it */
  setting: keyof typeof EDITED_APART
  list: readonly Rule[]
  /** what the address calls one of them: `conversion:checkout` is open, or `new-conversion` */
  kind: 'conversion' | 'rule'
  said: {
    title: string
    add: string
    new_title: string
    saved: string
    deleted: string
    empty: { title: string; text: string }
  }
  idOf(rule: Rule, at: number): string
  nameOf(rule: Rule): string
  saysOf(rule: Rule): string
  /** what the form begins with; undefined: a new one */
  draftOf(known: Rule | undefined): Draft
  /** the rule that a draft means, in the place of the known one or beside the others */
  ruleOf(draft: Draft, known: Rule | undefined): Rule
  /** what is filled in, and what the rule would have matched */
  children(draft: Draft, change: (changed: Partial<Draft>) => void): ReactNode
}

/** The rules of one setting: each can be changed and deleted, one more be added, and each change be taken back. */
export function RuleSection<Rule, Draft extends object>(props: RuleSectionProps<Rule, Draft>) {
  const { dataset, setting, list, kind, said, idOf, nameOf, saysOf, draftOf, ruleOf, children } = props
  const { search, set } = useAddress()
  const may = useMay()
  const { mutate, error, isPending, reset } = useChangeDataset(dataset)
  const known = list.find((rule, index) => search.open === `${kind}:${idOf(rule, index)}`)
  const close = () => {
    reset()
    set({ open: undefined }, { replace: true })
  }
  const save = (draft: Draft) => {
    const rule = ruleOf(draft, known)
    const changes = (saved: Dataset) => ({
      [setting]: withRule(saved.settings[setting] as Rule[], known, rule),
    })
    mutate({ changes, said: said.saved }, { onSuccess: close })
  }
  const remove = (id: string) => {
    const rule = list.find((each, index) => idOf(each, index) === id)
    // Another may have been deleted since this list was drawn.
    const changes = (saved: Dataset) => ({ [setting]: without(saved.settings[setting] as Rule[], rule) })
    mutate({ changes, said: said.deleted }, { onError: tellFailure })
  }
  return (
    <RuleList
      setting={setting}
      said={said}
      items={list.map((rule, index) => ({ id: idOf(rule, index), name: nameOf(rule), says: saysOf(rule) }))}
      may_change={may.change}
      onAdd={() => set({ open: `new-${kind}` })}
      onEdit={(id) => set({ open: `${kind}:${id}` })}
      onDelete={remove}
    >
      <FormDrawer
        opened={may.change && (known !== undefined || search.open === `new-${kind}`)}
        onClose={close}
        title={known === undefined ? said.new_title : words.parts.edit_of(nameOf(known))}
      >
        <RuleForm key={search.open} first={draftOf(known)} error={error} busy={isPending} onSave={save}>
          {children}
        </RuleForm>
      </FormDrawer>
    </RuleList>
  )
}

/** A rule is known by what it says, wherever it stands by now. */
const placeOf = <Rule,>(rules: readonly Rule[], rule: Rule | undefined): number =>
  rules.findIndex((each) => isSame(each, rule))

function without<Rule>(rules: readonly Rule[], rule: Rule | undefined): Rule[] {
  const at = placeOf(rules, rule)
  return at < 0 ? [...rules] : rules.toSpliced(at, 1)
}

/** In the place of the known one; beside the others where there is none. */
function withRule<Rule>(rules: readonly Rule[], known: Rule | undefined, rule: Rule): Rule[] {
  const at = placeOf(rules, known)
  return at < 0 ? [...rules, rule] : rules.with(at, rule)
}
