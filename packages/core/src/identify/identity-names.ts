/**
 * Says whether a parameter's or a custom_data key's name plainly says that its value is identity: `user_email`,
 * `E-Mail`, `billing[first_name]`, `customer.phone`. Names that a catalogue uses (city, state, country, name, zip,
 * region) do not.
 * @param name  decoded
 */
export function isIdentityName(name: string): boolean {
  if (USUAL_NAMES.has(name)) return false
  if (name.length > NAME_CHARS_MAX) return false
  const last = name.slice(Math.max(name.lastIndexOf('['), name.lastIndexOf('.')) + 1)
  return IDENTITY_NAMES.has(last.toLowerCase().replace(/[^a-z0-9]+/g, ''))
}

const NAME_CHARS_MAX = 100

/** The names that nearly every event has: looked up first, so that they cost one look. */
const USUAL_NAMES: ReadonlySet<string> = new Set(
  `value currency content_ids contents content_type content_name content_category num_items order_id id quantity
  item_price title description brand category delivery_category search_string status predicted_ltv
  utm_source utm_medium utm_campaign utm_content utm_term utm_id fbclid gclid
  v r a ec o it coo if ts sw sh exp rqm eid es tm cdl ler pl pid hmd dlc rlc cs_est
  expv2[0] expv2[1] expv2[2] expv2[3] expv2[4] expv2[5] expv2[6] ie[a] ie[c] ie[d]`.split(/\s+/),
)

/** Lower case, letters and digits only. */
const IDENTITY_NAMES: ReadonlySet<string> = new Set(
  `em email emails emailaddress useremail customeremail contactemail billingemail shippingemail emailsha256
  ph phone phonenumber phoneno userphone customerphone contactphone billingphone shippingphone telephone tel
  mobilephone mobilenumber
  fn firstname fname givenname billingfirstname shippingfirstname
  ln lastname lname surname familyname billinglastname shippinglastname
  fullname username customername dob dateofbirth birthdate birthday
  ssn socialsecuritynumber passport passportnumber password passwd pwd
  creditcard creditcardnumber cardnumber ccnumber cvv cvc iban`.split(/\s+/),
)
