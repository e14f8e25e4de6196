import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAddress } from '../address.js'
import { words } from '../words/words.js'

interface AddressDrawerProps {
  /** the search parameter that holds what is open, e.g. `sighting` */
  name: string
  title: ReactNode
  /** what is inside, for the value that the address gives */
  children(value: string): ReactNode
  size?: number
}

/** A drawer whose being open is in the address: a link to it opens it, going back closes it, Esc too. */
export function AddressDrawer({ name, title, children, size = 560 }: AddressDrawerProps) {
  const { search, set } = useAddress()
  const value = search[name]
  return (
    <Drawer
      opened={value !== undefined}
      onClose={() => set({ [name]: undefined })}
      position="right"
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': words.parts.close }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      {value !== undefined && children(value)}
    </Drawer>
  )
}
