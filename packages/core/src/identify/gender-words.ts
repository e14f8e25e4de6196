/** The words that say female or male to Meta's clients. Data: @source reference 6.2, row ge; the vectors. */
export const FEMALE_WORDS: ReadonlySet<string> = new Set(
  `f female woman girl lady miss ms mrs madam ma'am daughter mother mom mama mommy aunt niece sister wife girlfriend
  bride widow queen princess duchess countess empress goddess maiden lass gal chick dame belle she her hers herself`.split(
    /\s+/,
  ),
)
export const MALE_WORDS: ReadonlySet<string> = new Set(
  `m male man boy gentleman guy sir mister mr son father dad daddy papa uncle nephew brother husband boyfriend groom
  widower king prince duke count emperor god lord lad fellow chap bloke dude he him his himself`.split(/\s+/),
)
