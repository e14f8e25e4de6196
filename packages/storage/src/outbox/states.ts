/** The fates of a counted event at a destination. A released code never changes its meaning. */
export const STATES = ['waiting', 'sending', 'sent', 'refused', 'expired', 'suppressed'] as const
export type OutboxState = (typeof STATES)[number]

export const [WAITING, SENDING, SENT, REFUSED, EXPIRED, SUPPRESSED] = [0, 1, 2, 3, 4, 5] as const
