import { Section } from '../../parts/page.js'
import { ChartSkeleton, TableSkeleton, TextSkeleton } from '../../parts/skeletons.js'

/** The form of the page while its numbers are on their way. */
export function OverviewSkeleton() {
  return (
    <>
      <TextSkeleton lines={2} />
      <Section>
        <ChartSkeleton height={330} />
      </Section>
      <Section flush>
        <TableSkeleton rows={6} columns={6} />
      </Section>
    </>
  )
}
