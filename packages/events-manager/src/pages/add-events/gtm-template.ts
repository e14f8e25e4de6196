/** The one line of the template that names where its tag may load from. */
const PERMISSION = 'https://t.shop.example/en_US/fbevents.js*'

/** The tag template for a host. @param origin  by https: Tag Manager takes no other */
export const templateFor = (template: string, origin: string): string =>
  template.replace(PERMISSION, () => `${origin}/en_US/fbevents.js*`)
