import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconCopy from '@tabler/icons-react/icons/IconCopy'
import { words } from '../words/words.js'

const SAID_MS = 2_000

/** Puts a text on the clipboard and says so. @param label  what the button says, `Copy` where nothing is given */
export function CopyButton({ text, label = words.parts.copy }: { text: string; label?: string }) {
  const { copy, copied } = useClipboard({ timeout: SAID_MS })
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => copy(text)}
    >
      <span aria-live="polite">{copied ? words.parts.copied : label}</span>
    </Button>
  )
}
