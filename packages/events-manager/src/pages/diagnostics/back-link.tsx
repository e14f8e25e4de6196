import IconChevronLeft from '@tabler/icons-react/icons/IconChevronLeft'
import { Link } from '@tanstack/react-router'
import { words } from '../../words/words.js'
import styles from './diagnostics.module.css'

/** Back to the list, narrowed as it was. */
export const BackLink = ({ dataset_id }: { dataset_id: string }) => (
  <Link
    to="/d/$dataset_id/diagnostics"
    params={{ dataset_id }}
    search={true as never}
    className={styles.back}
  >
    <IconChevronLeft size={14} aria-hidden /> {words.diagnostics.issue.back}
  </Link>
)
