/** Of what a prohibited parameter speaks. @source reference 13.4 */
export const PROHIBITED_KINDS = [
  'health',
  'finance',
  'official_number',
  'belief_and_origin',
  'child',
] as const
export type ProhibitedKind = (typeof PROHIBITED_KINDS)[number]

/**
 * Names of parameters that say a sensitive fact of a person, in letters and digits only: `creditScore`, `credit_score` and
 * `customer.credit-score` are all creditscore. Names of people and their contacts are not here: identify takes
 * those out and warns of it. Left out, since shops use them otherwise: condition (of a used thing), age and gender (of a
 * garment), account, union, party, score, race (a sport's),
 * salary (of a vacancy), due date (of an invoice).
 */
export const PROHIBITED_KEYS: Record<ProhibitedKind, string> = {
  health: `diagnosis diagnoses medicalcondition healthcondition medicalhistory medication medications prescription symptom
    symptoms disease illness disability pregnant ispregnant pregnancy pregnancyweek bloodtype bloodpressure bmi
    bodyweight hivstatus mentalhealth patientid insuranceid healthinsurance
    diagnose krankheit schwanger schwangerschaft medikament maladie grossesse enfermedad embarazo malattia gravidanza
    doenca gravidez ziekte zwangerschap`,
  finance: `creditscore creditrating fico ficoscore income annualincome monthlyincome householdincome networth debt
    debtamount loanamount bankaccount bankaccountnumber accountbalance routingnumber sortcode bankruptcy
    einkommen kontonummer schulden revenuannuel ingresos reddito rendimento inkomen`,
  official_number: `socialsecurity sinnumber nationalid nationalidnumber nationalinsurance nino taxid taxnumber
    driverslicense driverlicense drivinglicence licensenumber idcardnumber passportno steuernummer steuerid
    personalausweis numerosecu numerosecuritesociale dni nif codicefiscale cpf bsn`,
  belief_and_origin: `religion religiousbelief ethnicity ethnicorigin racialorigin sexualorientation sexuality genderidentity
    politicalview politicalviews politicalaffiliation politicalparty tradeunion unionmember nationality citizenship
    immigrationstatus criminalrecord konfession staatsangehoerigkeit orientationsexuelle nacionalidad nazionalita`,
  child: `childname childage childbirthdate childdob kidsage studentid`,
}
