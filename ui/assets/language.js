// The language of the interface: what scripts say in it. What it says is in `ui/locales/`.

import { locale, tag, told } from "./catalogue.js";

const rules = new Intl.PluralRules(locale);
// Those that whole numbers fall into, in the order that a catalogue has its forms in.
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"].filter((each) => Array.from({ length: 200 }, (_, number) => rules.select(number)).includes(each));
document.documentElement.lang = tag;

// The message with each %(name)s filled in.
export const gettext = (words, values = {}) => filled(told[words]?.[0] ?? words, values);

// The form that suits the number, which is %(num)s in it.
export function ngettext(one, many, number, values = {}) {
  const forms = told[one] ?? [one, many];
  return filled(forms[CATEGORIES.indexOf(rules.select(number))] ?? forms.at(-1), { num: inWords(number), ...values });
}

// The one form that dates have in the app, as `day` in ui/language.py writes it: "24 January 2023"; a moment in the reader's time.
export const longDate = (date) => date.toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
export const moment = (stamp) => `${longDate(new Date(stamp))}, ${new Date(stamp).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" })}`;

export const inWords = (number) => number.toLocaleString(locale);

export const filled = (words, values) => words.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
