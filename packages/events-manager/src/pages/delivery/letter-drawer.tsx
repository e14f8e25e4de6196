import { useAddress } from '../../address.js'
import { AddressDrawer } from '../../parts/address-drawer.js'
import { words } from '../../words/words.js'
import { LetterWhole } from './letter-whole.js'

interface LetterDrawerProps {
  dataset_id: string
  destination_id: number
  zone: string
}

/** One event that was not taken, in a drawer over the list. */
export function LetterDrawer({ dataset_id, destination_id, zone }: LetterDrawerProps) {
  const { set } = useAddress()
  return (
    <AddressDrawer name="letter" title={words.delivery.letter.title} size={620}>
      {(sighting_id) => (
        <LetterWhole
          key={sighting_id}
          {...{ dataset_id, destination_id, sighting_id, zone }}
          close={() => set({ letter: undefined })}
        />
      )}
    </AddressDrawer>
  )
}
