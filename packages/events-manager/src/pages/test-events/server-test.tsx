import { NativeSelect, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useMemo, useState } from 'react'
import { CodeBlock } from '../../parts/code-block.js'
import { words } from '../../words/words.js'
import { Findings } from './payload/findings.js'
import { lintRequest } from './payload/lint.js'
import { Send } from './payload/send.js'
import { TEMPLATES, type Template, templateOf } from './payload/template.js'
import { curlOf } from './resend.js'
import styles from './server-test.module.css'
import shared from './test-events.module.css'

const { server } = words.testEvents

interface ServerTestProps {
  code: string
  dataset_id: string
  /** the dataset's; null where it has none */
  domain: string | null
}

/** A request of the Conversions API, checked while it is written; sent from here, or by a command. */
export function ServerTest({ code, dataset_id, domain }: ServerTestProps) {
  const begin = (name: Template) => templateOf(name, domain ?? 'shop.example', code, nowS())
  const [name, setName] = useState<Template>('Purchase')
  const [text, setText] = useState(() => begin('Purchase'))
  const checked = useDeferredValue(text)
  const lint = useMemo(() => lintRequest(checked, Date.now()), [checked])
  const choose = (chosen: Template) => {
    setName(chosen)
    setText(begin(chosen))
  }
  return (
    <>
      <p className={styles.lead}>{server.hint}</p>
      <div className={styles.builder}>
        <div className={shared.column}>
          <NativeSelect
            label={server.template}
            value={name}
            data={[...TEMPLATES]}
            onChange={(event) => choose(event.currentTarget.value as Template)}
          />
          <Textarea
            label={server.request}
            classNames={{ input: styles.request ?? '' }}
            value={text}
            rows={16}
            wrap="off"
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            maxLength={64_000}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <div className={shared.column}>
          <Findings lint={lint} code={code} />
          <Send text={text} dataset_id={dataset_id} />
          <div>
            <h3 className={shared.detail_title}>{server.command}</h3>
            <CodeBlock label={server.command} text={curlOf(location.origin, dataset_id, compact(text))} />
            <p className={shared.hint}>
              {server.token}{' '}
              <Link to="/d/$dataset_id/settings/$section" params={{ dataset_id, section: 'tokens' }}>
                {server.make_token}
              </Link>
            </p>
          </div>
        </div>
      </div>
    </>
  )
}

const nowS = () => Math.floor(Date.now() / 1_000)

/** On one line where it is JSON; else as it stands. */
function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}
