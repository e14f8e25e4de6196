import { masked } from '@countersign/core/rules'
import { textOf } from './button.js'
import { type Field, fieldsOf } from './form-fields.js'

const TITLE_CHARS_MAX = 500
const FEATURE_CHARS_MAX = 500
const FIELDS_MAX = 30

/**
 * What SubscribedButtonClick says of a button: what it is, and of its form the fields, but no value of theirs.
 * @source reference 1.6
 */
export function buttonFeatures(button: HTMLElement): { [name: string]: unknown } {
  const text = masked(textOf(button) ?? '')
  return {
    buttonFeatures: {
      classList: cut(button.className),
      destination: cut(withoutQuery(destinationOf(button))),
      id: cut(button.id),
      imageUrl: cut(withoutQuery(button.querySelector('img')?.src ?? '')),
      innerText: text,
      numChildButtons: button.querySelectorAll('button, input[type=submit], input[type=button], a').length,
      tag: button.tagName.toLowerCase(),
      type: button.getAttribute('type'),
      name: button.getAttribute('name'),
      value: masked(cut(button.getAttribute('value') ?? '')),
    },
    buttonText: text,
    formFeatures: formOf(button)
      ? fieldsOf(formOf(button) as ParentNode)
          .slice(0, FIELDS_MAX)
          .map(featureOf)
      : [],
    pageFeatures: { title: masked(document.title.slice(0, TITLE_CHARS_MAX)) },
    parameters: [],
  }
}

const cut = (text: unknown): string => (typeof text === 'string' ? text.slice(0, FEATURE_CHARS_MAX) : '')

/** The form that a button is of, by its place or by its attribute. */
export const formOf = (button: HTMLElement): HTMLFormElement | null =>
  (button as HTMLButtonElement).form ?? button.closest('form')

function destinationOf(button: HTMLElement): string {
  if (button instanceof HTMLAnchorElement) return button.href
  const action = formOf(button)?.getAttribute('action')
  return action ? new URL(action, location.href).href : ''
}

/** A query may carry what was typed. */
const withoutQuery = (url: string): string => url.replace(/[?#].*/s, '')

function featureOf({ id, name, tag, placeholder, type, value }: Field): { [name: string]: string } {
  return { id, name, tag, placeholder, inputType: type, valueMeaning: value === '' ? 'empty' : 'filled' }
}
