import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconHelpCircle from '@tabler/icons-react/icons/IconHelpCircle'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { components } from '../../../generated/api.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './check.module.css'
import { SetupFix } from './issue-fix.js'
import { issueBehind, issuesOf } from './issues.js'
import { watchedDiagnosticsQuery } from './queries.js'
import { setupsOf } from './setup.js'

const { checks: said } = words.diagnostics

type Check = components['schemas']['Troubleshot']['checks'][number]
const ICONS = { cause: IconAlertOctagon, unknown: IconHelpCircle, clear: IconCircleCheck }

interface ChecksProps {
  checks: readonly Check[]
  dataset_id: string
}

/** Each question with what was found; causes first. */
export function CheckSteps({ checks, dataset_id }: ChecksProps) {
  const [first] = checks
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
                {/* What the next step is about stands there already. */}
                {check.state === 'cause' && check !== first && <p className={styles.says}>{check.fix}</p>}
                <SeeLinks check={check} dataset_id={dataset_id} />
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
          <NextFix check={next} dataset_id={dataset_id} />
          <SeeLinks check={next} dataset_id={dataset_id} />
        </>
      )}
    </section>
  )
}

/** What to do; where an issue stands behind it that has a fix for each set-up, the one for mine. */
function NextFix({ check, dataset_id }: { check: Check; dataset_id: string }) {
  const { data } = useQuery(watchedDiagnosticsQuery(dataset_id))
  const issue = data && issueBehind(check.codes, issuesOf(data))
  if (issue === undefined || setupsOf(issue).length < 2)
    return <p className={styles.next_text}>{check.fix}</p>
  // The check gives the fix of one set-up, or says more exactly than all of them what to do.
  const given = setupsOf(issue).find((setup) => issue.fixes[setup] === check.fix)
  return (
    <>
      {given === undefined && <p className={styles.next_text}>{check.fix}</p>}
      <div className={styles.setup}>
        <SetupFix issue={issue} otherwise={given} />
      </div>
    </>
  )
}

/** Leads to the issues that an answer rests on, and to the page that tells the rest of it. */
function SeeLinks({ check: { codes, see }, dataset_id }: { check: Check; dataset_id: string }) {
  const [first] = codes
  const params = { dataset_id }
  return (
    <>
      {first !== undefined && (
        <Link
          to="/d/$dataset_id/diagnostics"
          params={params}
          search={{ open: first } as never}
          className={styles.link}
        >
          {said.issues}
        </Link>
      )}
      {see !== null && (
        <Link
          to={see === 'orders' ? '/d/$dataset_id/orders' : '/d/$dataset_id/priorities'}
          params={params}
          className={styles.link}
        >
          {said.see[see]}
        </Link>
      )}
    </>
  )
}
