import { nameTable } from './two-letter-code.js'

/**
 * ISO 3166-1: each alpha-2 code with its country's names in English, letters a-z only, as far as Meta's clients know
 * them. Other names and languages are left to their first two letters, as Meta's clients leave them. Data.
 */
export const COUNTRY_NAMES = nameTable(
  `
  ad andorra, ae unitedarabemirates, af afghanistan, ag antiguaandbarbuda, ai anguilla, al albania, am armenia,
  ao angola, aq antarctica, ar argentina, as americansamoa, at austria, au australia, aw aruba,
  ax alandislands, az azerbaijan, ba bosniaandherzegovina, bb barbados, bd bangladesh, be belgium,
  bf burkinafaso, bg bulgaria, bh bahrain, bi burundi, bj benin, bl saintbarthelemy, bm bermuda,
  bn bruneidarussalam brunei, bo boliviaplurinationalstateof bolivia, bq, br brazil, bs bahamas, bt bhutan,
  bv bouvetisland, bw botswana, by belarus, bz belize, ca canada, cc cocoskeelingislands,
  cd congothedemocraticrepublicofthe democraticrepublicofthecongo, cf centralafricanrepublic, cg congo,
  ch switzerland, ci cotedivoire ivorycoast, ck cookislands, cl chile, cm cameroon, cn china, co colombia,
  cr costarica, cu cuba, cv capeverde, cw curacao, cx christmasisland, cy cyprus, cz czechrepublic,
  de germany deutschland, dj djibouti, dk denmark, dm dominica, do dominicanrepublic, dz algeria, ec ecuador,
  ee estonia, eg egypt, eh westernsahara, er eritrea, es spain, et ethiopia, fi finland, fj fiji,
  fk falklandislandsmalvinas, fm micronesiafederatedstatesof micronesia, fo faroeislands, fr france, ga gabon,
  gb unitedkingdom, gd grenada, ge georgia, gf frenchguiana, gg guernsey, gh ghana, gi gibraltar, gl greenland,
  gm gambia, gn guinea, gp guadeloupe, gq equatorialguinea, gr greece,
  gs southgeorgiaandthesouthsandwichislands, gt guatemala, gu guam, gw guineabissau, gy guyana, hk hongkong,
  hm heardislandandmcdonaldislands, hn honduras, hr croatia, ht haiti, hu hungary, id indonesia, ie ireland,
  il israel, im isleofman, in india ind, io britishindianoceanterritory, iq iraq,
  ir iranislamicrepublicof iran, is iceland, it italy, je jersey, jm jamaica, jo jordan, jp japan, ke kenya,
  kg kyrgyzstan, kh cambodia, ki kiribati, km comoros, kn saintkittsandnevis,
  kp koreademocraticpeoplesrepublicof northkorea, kr korearepublicof southkorea, kw kuwait, ky caymanislands,
  kz kazakhstan, la laopeoplesdemocraticrepublic laos, lb lebanon, lc saintlucia, li liechtenstein,
  lk srilanka, lr liberia, ls lesotho, lt lithuania, lu luxembourg, lv latvia, ly libya, ma morocco, mc monaco,
  md moldovarepublicof moldova, me montenegro, mf saintmartinfrenchpart, mg madagascar, mh marshallislands,
  mk macedoniatheformeryugoslavrepublicof macedonia, ml mali, mm myanmar, mn mongolia, mo macao,
  mp northernmarianaislands, mq martinique, mr mauritania, ms montserrat, mt malta, mu mauritius, mv maldives,
  mw malawi, mx mexico, my malaysia, mz mozambique, na namibia, nc newcaledonia, ne niger, nf norfolkisland,
  ng nigeria, ni nicaragua, nl netherlands, no norway, np nepal, nr nauru, nu niue, nz newzealand, om oman,
  pa panama, pe peru, pf frenchpolynesia, pg papuanewguinea, ph philippines, pk pakistan, pl poland,
  pm saintpierreandmiquelon, pn pitcairn, pr puertorico, ps palestinestateof palestine, pt portugal, pw palau,
  py paraguay, qa qatar, re reunion, ro romania, rs serbia, ru russianfederation russia, rw rwanda,
  sa saudiarabia, sb solomonislands, sc seychelles, sd sudan, se sweden, sg singapore,
  sh sainthelenaascensionandtristandacunha, si slovenia, sj svalbardandjanmayen, sk slovakia, sl sierraleone,
  sm sanmarino, sn senegal, so somalia, sr suriname, ss southsudan, st saotomeandprincipe, sv elsalvador, sx,
  sy syrianarabrepublic syria, sz swaziland eswatini, tc turksandcaicosislands, td chad,
  tf frenchsouthernterritories, tg togo, th thailand, tj tajikistan, tk tokelau, tl timorleste easttimor,
  tm turkmenistan, tn tunisia, to tonga, tr turkey, tt trinidadandtobago, tv tuvalu,
  tw taiwanprovinceofchina taiwan, tz tanzaniaunitedrepublicof tanzania, ua ukraine, ug uganda,
  um unitedstatesminoroutlyingislands, us unitedstatesofamerica unitedstates usa, uy uruguay, uz uzbekistan,
  va holyseevaticancitystate vatican, vc saintvincentandthegrenadines,
  ve venezuelabolivarianrepublicof venezuela, vg virginislandsbritish, vi virginislandsus, vn vietnam,
  vu vanuatu, wf wallisandfutuna, ws samoa, ye yemen, yt mayotte, za southafrica, zm zambia, zw zimbabwe
`,
  ['unitedstates', 'usa', 'ind'],
)

/** All alpha-2 codes, in lower case. */
export const COUNTRY_CODES: ReadonlySet<string> = COUNTRY_NAMES.codes
