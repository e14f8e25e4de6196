import {
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Radio,
} from '@mantine/core'
import { type Colours, DARK, LIGHT } from './colours.js'

/** Mantine wants ten shades of its primary colour: ours is ink, which the variables below put right in each theme. */
const INK: MantineColorsTuple = [
  '#f6f6f4',
  '#ececf0',
  '#d5d6da',
  '#b5b7bd',
  '#8b8c90',
  '#6c6e76',
  '#4c4e55',
  '#34363d',
  '#26272d',
  '#1c1d22',
]

/** What Mantine draws dark with: text first, then lines, what is raised, surfaces, and the page. */
const NIGHT: MantineColorsTuple = [
  '#ececf0',
  '#c6c8cf',
  '#a4a7b1',
  '#70737e',
  '#2b2d35',
  '#22242b',
  '#1b1c22',
  '#17181d',
  '#131418',
  '#101115',
]

const CHOSEN = { color: 'var(--cs-accent)', iconColor: 'var(--cs-on-accent)' }

/** What Mantine draws by itself, at our size: 14 px, small corners, controls of 34 px. */
export const THEME = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 1 },
  colors: { ink: INK, dark: NIGHT },
  // Ink turns light in the dark: what stands on it turns too, which one contrast for both themes cannot.
  variantColorResolver: (given) =>
    given.variant === 'filled' && (given.color === undefined || given.color === 'ink')
      ? {
          background: 'var(--cs-accent)',
          hover: 'color-mix(in srgb, var(--cs-accent) 85%, var(--cs-surface))',
          color: 'var(--cs-on-accent)',
          border: 'none',
        }
      : defaultVariantColorsResolver(given),
  components: {
    Radio: Radio.extend({ defaultProps: CHOSEN }),
    Checkbox: Checkbox.extend({ defaultProps: CHOSEN }),
  },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { md: '1.5' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
})

/** `--cs-browser`, `--cs-browser-soft` …, and Mantine's own in terms of the same colours. */
function variablesOf(colours: Colours): Record<string, string> {
  const ours = Object.entries(colours).map(([name, value]) => [`--cs-${name.replace('_', '-')}`, value])
  return {
    ...Object.fromEntries(ours),
    '--mantine-color-body': colours.surface,
    '--mantine-color-text': colours.text,
    '--mantine-color-dimmed': colours.dimmed,
    '--mantine-color-placeholder': colours.dimmed,
    '--mantine-color-default': colours.surface,
    '--mantine-color-default-hover': colours.raised,
    '--mantine-color-default-border': colours.line,
    '--mantine-color-error': colours.error,
    '--mantine-color-anchor': colours.text,
  }
}

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: variablesOf(LIGHT),
  dark: variablesOf(DARK),
})
