import type { ReactNode } from 'react'
import { formatCount } from '../../format/count.js'
import { Explained } from '../../parts/explained.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './issue.module.css'
import type { Issue } from './issues.js'
import { ShareBar } from './share-bar.js'

const { evidence: said } = words.diagnostics

/** The figures that an issue was raised from, against its threshold. */
export function IssueEvidence({ issue }: { issue: Issue }) {
  const { affected, total, share, threshold } = issue
  return (
    <Section title={said.title}>
      {threshold === null && <p className={styles.dimmed}>{said.gone}</p>}
      <dl className={styles.figures}>
        <Figure name={said.affected}>{formatCount(affected)}</Figure>
        {total > 0 && (
          <Figure name={said.of} more={threshold === null ? null : said.of_is(threshold.of)}>
            {formatCount(total)}
          </Figure>
        )}
        {share !== null && (
          <Figure
            name={said.share}
            explained={
              threshold !== null && (
                <Explained
                  what={said.explain}
                  rule={said.explain_rule(threshold.of)}
                  inputs={[
                    [said.affected, formatCount(affected)],
                    [said.of, formatCount(total)],
                  ]}
                />
              )
            }
          >
            <ShareBar wide share={share} min={threshold?.share_min ?? null} />
          </Figure>
        )}
        {threshold !== null && (
          <>
            <Figure name={said.threshold}>
              {said.threshold_is(threshold.share_min, threshold.affected_min, threshold.sample_min)}
            </Figure>
            <Figure name={said.over}>{said.over_is(threshold.over)}</Figure>
          </>
        )}
      </dl>
    </Section>
  )
}

interface FigureProps {
  name: string
  children: ReactNode
  more?: string | null
  explained?: ReactNode
}

function Figure({ name, children, more, explained }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>
        {name}
        {explained}
      </dt>
      <dd>
        {children}
        {more != null && <span className={styles.dimmed}> {more}</span>}
      </dd>
    </div>
  )
}
