// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { buttonOf, textOf } from './button.js'

const buttons: [html: string, is_button: boolean, is_link: boolean][] = [
  ['<button>x<i></i></button>', true, true],
  ['<input type="submit" value="x">', true, true],
  ['<input type="text">', false, false],
  ['<div role="button">x<i></i></div>', true, true],
  ['<a class="big-Button" href="#">x<i></i></a>', true, true],
  ['<a class="btn" href="#">x</a>', true, true],
  ['<a href="#">x<i></i></a>', false, true],
  ['<p>x</p>', false, false],
]
for (const [html, is_button, is_link] of buttons)
  test(`buttonOf: ${html}`, () => {
    document.body.innerHTML = html
    const inner = document.querySelector('i') ?? document.body.firstElementChild
    expect([buttonOf(inner, false) !== null, buttonOf(inner, true) !== null]).toEqual([is_button, is_link])
  })

test('buttonOf: what is no element', () => expect(buttonOf(null, true)).toBe(null))

const texts: [html: string, want: string | null][] = [
  ['<button>  Add\n to cart </button>', 'Add to cart'],
  ['<input type="submit" value="Send">', 'Send'],
  ['<button aria-label="Close"></button>', 'Close'],
  ['<button title="Help"></button>', 'Help'],
  ['<button></button>', ''],
  [`<button>${'x'.repeat(100)}</button>`, 'x'.repeat(100)],
  [`<button>${'x'.repeat(101)}</button>`, null],
]
for (const [html, want] of texts)
  test(`textOf: ${html.slice(0, 40)}`, () => {
    document.body.innerHTML = html
    expect(textOf(document.body.firstElementChild as HTMLElement)).toBe(want)
  })
