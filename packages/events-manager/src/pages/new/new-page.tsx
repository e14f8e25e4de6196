import { useState } from 'react'
import { useAddress } from '../../address.js'
import type { DatasetCreated } from '../../client/shapes.js'
import { ForAdministrators } from '../../parts/for-administrators.js'
import { Page } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { ChooseStep } from './choose-step.js'
import { NameStep } from './name-step.js'
import styles from './new.module.css'
import { stepOf } from './steps.js'
import { WaitStep } from './wait-step.js'

const { newDataset } = words

/** How a dataset is made. For administrators. */
export const NewPage = () => (
  <ForAdministrators title={newDataset.title} refused={newDataset.refused}>
    <ThreeSteps />
  </ForAdministrators>
)

/**
 * Three steps to a dataset: name it, choose how events come in, see the first one arrive. The step is in the address,
 * so that it can be gone back to; the token is not, and is gone with the page.
 */
function ThreeSteps() {
  const { search, set } = useAddress()
  const [created, setCreated] = useState<DatasetCreated | null>(null)
  const step = stepOf(search)
  const made = (answer: DatasetCreated) => {
    setCreated(answer)
    set({ dataset: answer.dataset.id })
  }
  return (
    <Page title={newDataset.title} narrow>
      <Steps at={step.at} />
      {step.kind === 'name' && <NameStep onCreated={made} />}
      {step.kind === 'choose' && (
        <ChooseStep
          dataset_id={step.dataset_id}
          created={created?.dataset.id === step.dataset_id ? created : null}
          onChoose={(path) => set({ path })}
        />
      )}
      {step.kind === 'wait' && (
        <WaitStep
          dataset_id={step.dataset_id}
          path={step.path}
          access_token={created?.dataset.id === step.dataset_id ? created.access_token : null}
          onBack={() => set({ path: undefined })}
        />
      )}
    </Page>
  )
}

const Steps = ({ at }: { at: number }) => (
  <ol className={styles.steps} aria-label={newDataset.step(at + 1, newDataset.steps.length)}>
    {newDataset.steps.map((title, step) => (
      <li
        key={title}
        className={styles.step}
        data-done={step < at || undefined}
        aria-current={step === at ? 'step' : undefined}
      >
        <span className={styles.number}>{step + 1}</span>
        <span className={styles.step_title}>{title}</span>
      </li>
    ))}
  </ol>
)
