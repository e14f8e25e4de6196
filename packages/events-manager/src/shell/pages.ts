import IconActivity from '@tabler/icons-react/icons/IconActivity'
import IconCirclePlus from '@tabler/icons-react/icons/IconCirclePlus'
import IconFlask from '@tabler/icons-react/icons/IconFlask'
import IconLayoutDashboard from '@tabler/icons-react/icons/IconLayoutDashboard'
import IconListNumbers from '@tabler/icons-react/icons/IconListNumbers'
import IconReceipt from '@tabler/icons-react/icons/IconReceipt'
import IconSend from '@tabler/icons-react/icons/IconSend'
import IconSettings from '@tabler/icons-react/icons/IconSettings'
import IconStethoscope from '@tabler/icons-react/icons/IconStethoscope'
import type { ComponentType } from 'react'

/** The pages of a dataset, as the rail lists them. */
export const PAGES = [
  { page: 'overview', key: 'o', icon: IconLayoutDashboard },
  { page: 'events', key: 'e', icon: IconActivity },
  { page: 'test-events', key: 't', icon: IconFlask },
  { page: 'diagnostics', key: 'd', icon: IconStethoscope },
  { page: 'orders', key: 'r', icon: IconReceipt },
  { page: 'delivery', key: 'y', icon: IconSend },
  { page: 'priorities', key: 'p', icon: IconListNumbers },
  { page: 'add-events', key: 'a', icon: IconCirclePlus },
  { page: 'settings', key: 's', icon: IconSettings },
] as const satisfies readonly { page: string; key: string; icon: ComponentType<{ size?: number }> }[]

export type PageName = (typeof PAGES)[number]['page']

/** Where `g` `h` goes: the list of data sources. */
export const HOME_KEY = 'h'
