import { folded } from '@countersign/core/rules'

/** What is pressed to do something. */
const BUTTONS = `button, input[type=submit], input[type=button], input[type=image], [role=button],
  a[class*="button" i], a[class*="btn" i]`
/** A rule may also name a link by its text. */
const LINKS = `${BUTTONS}, a[href]`

const TEXT_CHARS_MAX = 100

/** Finds what was pressed: the element or the nearest around it that is a button, or for a rule also a link. */
export const buttonOf = (target: EventTarget | null, may_be_link: boolean): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(may_be_link ? LINKS : BUTTONS) : null

/**
 * What a button says: its text, its value, or what it tells those who do not see it.
 * @returns white space folded; null where it is longer than a button's text is
 * @source reference 1.6
 */
export function textOf(button: HTMLElement): string | null {
  const said =
    button.innerText ||
    (button as HTMLInputElement).value ||
    button.getAttribute('aria-label') ||
    button.title ||
    ''
  const text = folded(said)
  return text.length > TEXT_CHARS_MAX ? null : text
}
