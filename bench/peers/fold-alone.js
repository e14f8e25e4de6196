import { answerParent } from '../child.js'
import { openFold } from '../store/open-fold.js'

/** The fold, with nothing beside it: all of a journal. */
answerParent(({ directory, events }) => {
  const { fold, close } = openFold(directory)
  const started_ms = performance.now()
  while (fold.step()) {}
  const rate = (events / (performance.now() - started_ms)) * 1000
  close()
  return rate
})
