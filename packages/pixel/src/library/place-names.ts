/** Names of places, each in lower-case letters a-z, with the two letters that stand for it. */
type PlaceNames = { [name: string]: string }

/**
 * Finds the two letters that stand for a state or a country as Meta's clients do: the code of the longest name that
 * the text is or holds, else its first two letters.
 * @returns an empty text where it has no letter a-z
 * @source reference 6.2, rows st and country
 */
export function twoLetters(text: string, names: () => PlaceNames): string {
  const letters = lettersOf(text)
  // What is a code already need not be looked up.
  const known = letters[2] ? names() : {}
  let found = ''
  for (const name in known) if (name.length > found.length && letters.includes(name)) found = name
  return known[found] ?? letters.slice(0, 2)
}

const lettersOf = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, '')

/**
 * @param words  names whose code is their first letter and the one in capitals
 * @param names  the others
 */
function namesOf(words: string, names: PlaceNames): PlaceNames {
  for (const word of words.split(' '))
    names[word.toLowerCase()] = word.replace(/^(.).*([A-Z]).*/, '$1$2').toLowerCase()
  return names
}

let states: PlaceNames | undefined
/**
 * The states of the USA and the provinces of Canada, but those whose code is their first two letters: a text that
 * begins with one is found without.
 */
export function stateNames(): PlaceNames {
  states ??= namesOf(
    'alasKa ariZona aRkansas connecticuT distriCtofcolumbia georgiA hawaIi iowA kanSas kentuckY louisianA mainE marylanD ' +
      'miNnesota miSsissippi missOuri monTana neVada newHampshire newJersey newMexico newYork northCarolina ' +
      'northDakota pennsylvaniA rhodeIsland southCarolina southDakota tenNessee teXas vermonT virginiA ' +
      'westVirginia alBerta britishColumbia manitoBa newBrunswick newfoundLand novaScotia northwesTterritories ' +
      'princEedwardisland quebeC sasKatchewan',
    { yukon: 'yt' },
  )
  return states
}

let countries: PlaceNames | undefined
/**
 * The countries. Their names are the browser's own, which saves two kilobytes; what is written here are names that
 * those lack, and beginnings of the standard's longer ones. A browser without them goes by the first two letters.
 */
export function countryNames(): PlaceNames {
  if (countries) return countries
  countries = namesOf(
    'conGo congotheDemocratic hongKong koRearepublic macaO paleStine saintHelena ' +
      'swaZiland tuRkey virGinislandsbritish',
    { ivorycoast: 'ci', macedonia: 'mk', democraticrepublicofthecongo: 'cd', easttimor: 'tl' },
  )
  const known = Intl.DisplayNames && new Intl.DisplayNames('en', { type: 'region' })
  for (let at = 0; known && at < 676; at++) {
    const tag = `und-${String.fromCharCode(65 + at / 26, 65 + (at % 26))}`
    // A code of old, such as BU of Burma, comes back as today's.
    const code = String(Intl.getCanonicalLocales(tag)).slice(4)
    // `Myanmar (Burma)`, `St. Lucia`, `Côte d’Ivoire`, `Bosnia & Herzegovina`; of no country, the code itself
    const name = String(known.of(code)).normalize('NFD').replace(/\(.*/, '').replace('St.', 'Saint')
    const letters = lettersOf(name.replace('&', 'and'))
    if (letters[2]) countries[letters] ??= lettersOf(code)
  }
  return countries
}
