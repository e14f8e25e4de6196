import { Fragment } from 'react'
import { Answer } from '../../parts/answer.js'
import { Explained } from '../../parts/explained.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import { countBySeverity, type Diagnostics, type Issue, newsOf, SEVERITIES, tabOf } from './issues.js'

const { answer: said } = words.diagnostics

/** How many issues are open, what is new of them, and which one to mend first. */
export function DiagnosticsAnswer({
  diagnostics,
  issues,
  never_received,
}: {
  diagnostics: Diagnostics
  issues: readonly Issue[]
  /** nothing was: then nothing could be looked at */
  never_received: boolean
}) {
  const open = issues.filter((one) => tabOf(one) === 'open')
  const [first] = open
  if (first === undefined) return <Answer>{never_received ? said.never : said.none}</Answer>
  const news = newsOf(issues, diagnostics.as_of_ms)
  const trend = [
    news.fresh > 0 && said.fresh(news.fresh),
    news.returned > 0 && said.returned(news.returned),
  ].filter((each) => each !== false)
  const parts = said.open(countBySeverity(open))
  const told = SEVERITIES.map((severity) => parts[severity]).filter((text) => text !== '')
  return (
    <Answer trend={trend.length > 0 ? `· ${trend.join(' · ')}` : null}>
      {told.map((text, at) => (
        <Fragment key={text}>
          {at > 0 && (at === told.length - 1 ? said.and : said.comma)}
          <strong>{text}</strong>
        </Fragment>
      ))}
      {said.open_is(open.length)} {said.first} <ForeignText text={first.seen} chars={240} />
      <Explained what={said.explain} rule={said.explain_rule} />
    </Answer>
  )
}
