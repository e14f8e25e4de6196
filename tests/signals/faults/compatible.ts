import { Random } from '@countersign/demo/shop'
import type { Fault } from './fault.js'

/** Whether each of two faults still shows beside the other. */
export function areCompatible(a: Fault, b: Fault): boolean {
  if (a === b || a.code === b.code || a.alone || b.alone) return false
  return !breaksWhatHas(a, b) && !breaksWhatHas(b, a)
}

const breaksWhatHas = (one: Fault, other: Fault): boolean =>
  one.breaks.some((part) => other.breaks.includes(part) || (other.needs?.includes(part) ?? false))

/** Faults that can be planted at once, as a seed chooses them. @throws where there are not so many */
export function chooseCompatible(from: readonly Fault[], count: number, seed: number): Fault[] {
  const chosen: Fault[] = []
  for (const fault of new Random(seed).shuffled(from))
    if (chosen.length < count && !fault.alone && chosen.every((other) => areCompatible(fault, other)))
      chosen.push(fault)
  if (chosen.length < count) throw new Error(`Only ${chosen.length} faults go together with seed ${seed}`)
  return chosen
}
