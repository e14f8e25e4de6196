/** How many slots a domain has; a value set takes one for each of its ranges. */
export const SLOTS_MAX = 8
export const RANGES_MIN = 4

export interface ValueSet {
  currency: string
  /** lower bounds: 0 first, ascending */
  ranges: readonly number[]
}
export interface Slot {
  event_name: string
  value_set?: ValueSet
}
/** A domain and its events, the highest priority first. */
export interface DomainSlots {
  domain: string
  slots: readonly Slot[]
}

export const slotsTaken = ({ value_set }: Slot): number => value_set?.ranges.length ?? 1
export const slotsIn = (slots: readonly Slot[]): number =>
  slots.reduce((sum, slot) => sum + slotsTaken(slot), 0)

/** The numbers of the slots that each entry takes, from 1. */
export function placesOf(slots: readonly Slot[]): { from: number; to: number }[] {
  let next = 1
  return slots.map((slot) => {
    const from = next
    next += slotsTaken(slot)
    return { from, to: next - 1 }
  })
}

/** A value set's ranges as they rank: the highest first. `until` is exclusive; null: without end. */
export const rangesOf = ({ ranges }: ValueSet): { from: number; until: number | null }[] =>
  ranges.map((from, at) => ({ from, until: ranges[at + 1] ?? null })).reverse()

/** An entry of a list elsewhere in it; one that would leave it stays at its end. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_each, at) => at !== from)
  return rest.toSpliced(Math.min(Math.max(to, 0), rest.length), 0, ...list.slice(from, from + 1))
}

/** What is changed in the draft. */
export type Edit =
  | { kind: 'move'; domain: string; from: number; to: number }
  | { kind: 'add_event'; domain: string; event_name: string }
  | { kind: 'remove_event'; domain: string; event_name: string }
  | { kind: 'value_set'; domain: string; event_name: string; value_set: ValueSet | null }
  | { kind: 'add_domain'; domain: string }
  | { kind: 'remove_domain'; domain: string }
  | { kind: 'replace'; domains: readonly DomainSlots[] }

export function edited(domains: readonly DomainSlots[], edit: Edit): readonly DomainSlots[] {
  if (edit.kind === 'replace') return edit.domains
  if (edit.kind === 'add_domain')
    return domains.some(({ domain }) => domain === edit.domain)
      ? domains
      : [...domains, { domain: edit.domain, slots: [] }]
  if (edit.kind === 'remove_domain') return domains.filter(({ domain }) => domain !== edit.domain)
  return domains.map((each) =>
    each.domain === edit.domain ? { ...each, slots: editedSlots(each.slots, edit) } : each,
  )
}

type SlotEdit = Extract<Edit, { kind: 'move' | 'add_event' | 'remove_event' | 'value_set' }>

function editedSlots(slots: readonly Slot[], edit: SlotEdit): readonly Slot[] {
  if (edit.kind === 'move') return moved(slots, edit.from, edit.to)
  const { event_name } = edit
  if (edit.kind === 'remove_event') return slots.filter((slot) => slot.event_name !== event_name)
  if (edit.kind === 'add_event')
    return slots.some((slot) => slot.event_name === event_name) ? slots : [...slots, { event_name }]
  const { value_set } = edit
  return slots.map((slot) =>
    slot.event_name === event_name ? { event_name, ...(value_set !== null && { value_set }) } : slot,
  )
}

/** What differs between what is saved and the draft, in the order of the draft. */
export type Change =
  | { kind: 'domain_added'; domain: string }
  | { kind: 'domain_removed'; domain: string }
  | { kind: 'added' | 'removed' | 'values'; domain: string; event_name: string }
  | { kind: 'moved'; domain: string; event_name: string; from: number; to: number }

export function changesOf(saved: readonly DomainSlots[], draft: readonly DomainSlots[]): Change[] {
  const before = new Map(saved.map((each) => [each.domain, each.slots]))
  const after = new Set(draft.map(({ domain }) => domain))
  return [
    ...draft.flatMap(({ domain, slots }): Change[] => {
      const old = before.get(domain)
      const added: Change[] = old === undefined ? [{ kind: 'domain_added', domain }] : []
      return [...added, ...changesIn(domain, old ?? [], slots)]
    }),
    ...saved
      .filter(({ domain }) => !after.has(domain))
      .map(({ domain }): Change => ({ kind: 'domain_removed', domain })),
  ]
}

function changesIn(domain: string, saved: readonly Slot[], draft: readonly Slot[]): Change[] {
  const [old_names, new_names] = [saved.map(nameOf), draft.map(nameOf)]
  // Of those that stay only the order among themselves counts: one that goes moves nobody.
  const [kept, kept_now] = [
    old_names.filter((name) => new_names.includes(name)),
    new_names.filter((name) => old_names.includes(name)),
  ]
  const changes = draft.flatMap((slot, at): Change[] => {
    const { event_name } = slot
    const before = saved.find((each) => each.event_name === event_name)
    if (before === undefined) return [{ kind: 'added', domain, event_name }]
    const found: Change[] = []
    if (kept.indexOf(event_name) !== kept_now.indexOf(event_name))
      found.push({ kind: 'moved', domain, event_name, from: old_names.indexOf(event_name) + 1, to: at + 1 })
    if (JSON.stringify(before.value_set ?? null) !== JSON.stringify(slot.value_set ?? null))
      found.push({ kind: 'values', domain, event_name })
    return found
  })
  const removed = old_names.filter((name) => !new_names.includes(name))
  return [...changes, ...removed.map((event_name): Change => ({ kind: 'removed', domain, event_name }))]
}
const nameOf = ({ event_name }: Slot): string => event_name

/** What the server would refuse. */
export type Fault =
  | { kind: 'too_many'; domain: string; taken: number }
  | {
      kind: 'too_few_ranges' | 'too_many_ranges' | 'ranges_not_ascending' | 'currency'
      domain: string
      event_name: string
    }

export const faultsIn = (domains: readonly DomainSlots[]): Fault[] =>
  domains.flatMap(({ domain, slots }) => {
    const taken = slotsIn(slots)
    const faults: Fault[] = taken > SLOTS_MAX ? [{ kind: 'too_many', domain, taken }] : []
    for (const { event_name, value_set } of slots) {
      const kind = value_set && faultInValueSet(value_set)
      if (kind) faults.push({ kind, domain, event_name })
    }
    return faults
  })

export function faultInValueSet({ currency, ranges }: ValueSet) {
  if (!/^[A-Z]{3}$/.test(currency)) return 'currency'
  if (ranges.length < RANGES_MIN) return 'too_few_ranges'
  if (ranges.length > SLOTS_MAX) return 'too_many_ranges'
  const ascends = ranges.every(
    (bound, at) => bound >= 0 && (at === 0 ? bound === 0 : bound > (ranges[at - 1] ?? 0)),
  )
  return ascends ? null : 'ranges_not_ascending'
}

/** @param text  bounds as they are typed, e.g. `0, 20, 50, 100`; null where one is no number */
export function boundsIn(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const bounds = parts.map(Number)
  return bounds.every((bound) => Number.isFinite(bound)) ? bounds : null
}

/**
 * Whether the order goes against the funnel: a step that comes later is worth more, and should rank above those before
 * it. Of each event only the first that it stands below is told.
 * @param funnel  the steps of the business, in their order
 */
export function adviceOn(
  slots: readonly Slot[],
  funnel: readonly string[],
): { event_name: string; above: string }[] {
  const step = (name: string) => funnel.indexOf(name)
  const names = slots.map(nameOf)
  return names.flatMap((event_name, at) => {
    const above = names.slice(0, at).find((other) => step(other) >= 0 && step(other) < step(event_name))
    return above === undefined ? [] : [{ event_name, above }]
  })
}

/** The order that the funnel advises: its steps from the last to the first where they stand now, others as they are. */
export function byFunnel(slots: readonly Slot[], funnel: readonly string[]): Slot[] {
  const steps = slots
    .filter(({ event_name }) => funnel.includes(event_name))
    .sort((a, b) => funnel.indexOf(b.event_name) - funnel.indexOf(a.event_name))
  return slots.map((slot) => (funnel.includes(slot.event_name) ? (steps.shift() ?? slot) : slot))
}
