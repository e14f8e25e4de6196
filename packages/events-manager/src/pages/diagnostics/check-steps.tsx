import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconHelpCircle from '@tabler/icons-react/icons/IconHelpCircle'
import { Link } from '@tanstack/react-router'
import type { components } from '../../../generated/api.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './check.module.css'

const { checks: said } = words.diagnostics

type Check = components['schemas']['Troubleshot']['checks'][number]
const ICONS = { cause: IconAlertOctagon, unknown: IconHelpCircle, clear: IconCircleCheck }

interface ChecksProps {
  checks: readonly Check[]
  dataset_id: string
}

/** Each question with what was found; causes first. */
export function CheckSteps({ checks, dataset_id }: ChecksProps) {
  return (
    <Section title={said.steps}>
      <ol className={styles.steps}>
        {checks.map((check) => {
          const Icon = ICONS[check.state]
          return (
            <li key={check.asks} className={styles.step} data-state={check.state}>
              <span className={styles.icon}>
                <Icon size={18} aria-hidden />
              </span>
              <div className={styles.step_words}>
                <h3 className={styles.asks}>
                  {check.asks} <span className={styles.state}>{said.state[check.state]}</span>
                  {check.explains !== null && (
                    <span className={styles.explains}>{said.explains(check.explains)}</span>
                  )}
                </h3>
                <p className={styles.says}>
                  <ForeignText text={check.says} chars={600} />
                </p>
                <CodesLink codes={check.codes} dataset_id={dataset_id} />
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

/** What to do about what explains most; where no cause was found, what would let the rest be told. */
export function NextStep({ checks, dataset_id }: ChecksProps) {
  const cause = checks.find(({ state }) => state === 'cause')
  const unknown = checks.find(({ state, fix }) => state === 'unknown' && fix !== null)
  const next = cause ?? unknown
  return (
    <section className={styles.next} aria-labelledby="next">
      <h2 id="next" className={styles.next_title}>
        {said.next}
      </h2>
      {next === undefined ? (
        <p className={styles.says}>{said.next_none}</p>
      ) : (
        <>
          {cause === undefined && <p className={styles.says}>{said.next_unknown}</p>}
          <p className={styles.next_text}>{next.fix}</p>
          <CodesLink codes={next.codes} dataset_id={dataset_id} />
        </>
      )}
    </section>
  )
}

/** Leads to the issues that an answer rests on. */
function CodesLink({ codes, dataset_id }: { codes: readonly string[]; dataset_id: string }) {
  const [first] = codes
  if (first === undefined) return null
  return (
    <Link
      to="/d/$dataset_id/diagnostics"
      params={{ dataset_id }}
      search={{ open: first } as never}
      className={styles.link}
    >
      {said.issues}
    </Link>
  )
}
