import { Button } from '@mantine/core'
import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconSend from '@tabler/icons-react/icons/IconSend'
import { useMutation } from '@tanstack/react-query'
import { api, dataOf } from '../../../client/client.js'
import { useMay } from '../../../client/use-may.js'
import { CodeBlock } from '../../../parts/code-block.js'
import { Refusal } from '../../../parts/refusal.js'
import { words } from '../../../words/words.js'
import shared from '../test-events.module.css'
import { heardOf } from './heard.js'
import styles from './send.module.css'

const { send: said } = words.testEvents

/** Sends what is written from here, and shows what a server would be answered. @param text  as it is written */
export function Send({ text, dataset_id }: { text: string; dataset_id: string }) {
  const may = useMay().test
  const { mutate, data, error, isPending, variables } = useMutation({
    mutationFn: (payload: string) =>
      dataOf(
        api.POST('/api/datasets/{dataset_id}/test-events/send', {
          params: { path: { dataset_id } },
          body: { payload },
        }),
      ),
  })
  return (
    <div className={styles.send}>
      <Button
        leftSection={<IconSend size={16} aria-hidden />}
        loading={isPending}
        // Not `disabled`: who may not press it can still reach it, and hear why.
        {...(!may && { 'aria-disabled': true, 'data-disabled': true, 'aria-description': said.may_not })}
        onClick={() => may && mutate(text)}
      >
        {said.send}
      </Button>
      <p className={shared.hint}>{may ? said.hint : said.may_not}</p>
      {/* What was answered is about what was sent: once that is changed, it is gone. */}
      {variables === text && <Refusal error={error} />}
      <div role="status">{variables === text && data !== undefined && <Answered {...data} />}</div>
    </div>
  )
}

function Answered({ http, answer }: { http: number; answer: { [field: string]: unknown } }) {
  const heard = heardOf(http, answer)
  const Icon = heard.is_taken ? IconCircleCheck : IconAlertOctagon
  return (
    <div className={styles.answered}>
      <p className={heard.is_taken ? shared.valid : shared.refused}>
        <Icon size={16} aria-hidden /> {heard.title}
      </p>
      {heard.text !== null && <p className={`${shared.hint} ${styles.text}`}>{heard.text}</p>}
      <CodeBlock label={said.answer} text={JSON.stringify(answer, null, 2)} />
    </div>
  )
}
