import IconBrandGoogle from '@tabler/icons-react/icons/IconBrandGoogle'
import IconBrandNpm from '@tabler/icons-react/icons/IconBrandNpm'
import IconCode from '@tabler/icons-react/icons/IconCode'
import IconRoute from '@tabler/icons-react/icons/IconRoute'
import IconServer from '@tabler/icons-react/icons/IconServer'
import type { ComponentType } from 'react'
import { words } from '../../words/words.js'
import { ConversionsApiGuide } from './conversions-api-guide.js'
import { GatewayGuide } from './gateway-guide.js'
import { GtmGuide } from './gtm-guide.js'
import { NpmGuide } from './npm-guide.js'
import { PixelGuide } from './pixel-guide.js'

/** What a guide is given: the dataset, its site, and where the server is reached. */
export interface GuideProps {
  dataset_id: string
  /** of the dataset's site */
  host: string
  origin: string
}

/** A way in. */
export interface EventPath {
  /** stands in the address */
  path: keyof typeof words.addEvents.paths
  group: keyof typeof words.addEvents.groups
  icon: ComponentType<{ size?: number }>
  guide: ComponentType<GuideProps>
  /** how both sides share an event id, and what is known of a person */
  ids: string
  matching: string
}

const { pixel, npm, gtm, capi, gateway } = words.addEvents

/** Every way in, in the order in which most need them. An integration is a line here and its words. */
export const EVENT_PATHS: readonly EventPath[] = [
  { path: 'pixel', group: 'direct', icon: IconCode, guide: PixelGuide, ...textsOf(pixel) },
  { path: 'npm', group: 'direct', icon: IconBrandNpm, guide: NpmGuide, ...textsOf(npm) },
  {
    path: 'conversions-api',
    group: 'direct',
    icon: IconServer,
    guide: ConversionsApiGuide,
    ...textsOf(capi),
  },
  { path: 'gateway', group: 'direct', icon: IconRoute, guide: GatewayGuide, ...textsOf(gateway) },
  { path: 'gtm', group: 'partner', icon: IconBrandGoogle, guide: GtmGuide, ...textsOf(gtm) },
]

function textsOf({ ids, matching }: { ids: string; matching: string }) {
  return { ids, matching }
}
