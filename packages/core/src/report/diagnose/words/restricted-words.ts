/** What Meta is known to restrict, as far as whole words can tell it. @source reference 13.5 */
export const RESTRICTED_CATEGORIES = [
  'health',
  'finance',
  'politics',
  'race_ethnicity',
  'religion',
  'sexuality',
  'trade_union',
  'hardship',
  'unsuitable',
] as const
export type RestrictedCategory = (typeof RESTRICTED_CATEGORIES)[number]

/**
 * Words by category, in English, German, French, Spanish, Italian, Portuguese and Dutch; lower case, without accents.
 * `a_b` is two words that follow one another. Left out on purpose, since shops use them otherwise: bank (power bank),
 * credit (store credit), race, party, aids, therapy (aromatherapy products), pret (prêt-à-porter), krebs (a crab and a
 * star sign), mass, escort, insurance (of a parcel), health (health-beauty is every drugstore's shelf).
 */
export const RESTRICTED_WORDS: Record<RestrictedCategory, string> = {
  health: `cancer chemotherapy oncology diabetes diabetic insulin hiv herpes hepatitis pregnant pregnancy fertility infertility
    ivf abortion miscarriage depression antidepressant antidepressants bipolar schizophrenia psychiatry psychiatrist
    psychiatric psychotherapy clinic clinics hospital hospitals patient patients medication medications prescription
    prescriptions pharmacy symptom symptoms disease diseases telehealth telemedicine rehab detox_clinic viagra ozempic
    semaglutide weight_loss erectile_dysfunction hair_loss mental_health std_test medical_record
    schwanger schwangerschaft krankheit krankheiten krankenhaus klinik kliniken patienten apotheke arzneimittel medikament
    medikamente rezeptpflichtig depressionen abtreibung onkologie
    grossesse enceinte maladie maladies medicament medicaments pharmacie hopital clinique avortement
    embarazo embarazada enfermedad enfermedades medicamento medicamentos farmacia clinica aborto
    gravidanza malattia malattie farmaco farmaci ospedale gravidez doenca doencas hospitais
    zwangerschap ziekte ziekten ziekenhuis medicijn medicijnen apotheek huisarts`,
  finance: `loan loans mortgage mortgages payday refinance refinancing foreclosure bankruptcy insolvency overdraft creditworthiness
    credit_score credit_report debt_relief debt_consolidation student_loans
    kredit kredite darlehen hypothek hypotheken schulden schuldnerberatung insolvenz privatinsolvenz schufa
    hypotheque surendettement credit_immobilier prestamo prestamos hipoteca hipotecas deudas
    prestito prestiti mutuo emprestimo emprestimos dividas lening leningen hypotheek faillissement`,
  politics: `ballot voter voters political_party political_donation republican republicans democrats
    wahlkampf parteispende electeur electeurs votante votantes elettori eleitor eleitores kiezers`,
  race_ethnicity: `ethnicity ethnic_origin racial_origin ethnie etnia etnicidad etnicita etnicidade etniciteit`,
  religion: `church churches mosque mosques synagogue synagogues muslim muslims quran koran catholic evangelical
    kirche kirchengemeinde moschee synagoge eglise mosquee iglesia mezquita chiesa moschea igreja mesquita moskee`,
  sexuality: `lgbt lgbtq lesbian transgender bisexual sexual_orientation gender_identity
    lesbisch schwul lesbienne lesbiana lesbica homosexual homosexuell`,
  trade_union: `trade_union labor_union labour_union union_membership gewerkschaft syndicat sindicato sindacato vakbond`,
  hardship: `eviction homeless homelessness food_bank domestic_violence welfare_benefits
    obdachlos zwangsraeumung hartz sans_abri desahucio sfratto despejo dakloos voedselbank`,
  unsuitable: `porn porno pornography xxx hentai`,
}
