"""Closed word classes of English and small open ones: enough to find the phrases of a question without a tagger.

The lists are our own, written from general knowledge of English. Verbs are base forms; `is_verb` knows the rest.
"""


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


WH = words_of("what who whom whose which when where why how")
BE = words_of("is are was were am 's 're")
HAVE = words_of("has have had 've")
# After these a verb follows the subject in its base form.
MODALS = words_of(
    "do does did can could will would shall should may might must don't doesn't didn't can't couldn't won't wouldn't shouldn't"
)
AUXILIARIES = BE | HAVE | MODALS | words_of("isn't aren't wasn't weren't hasn't haven't hadn't")
PREPOSITIONS = words_of(
    "of in on at for to from with by about into over under after before between among against during through around "
    "near without within behind across toward towards versus vs like since until than as per beyond despite regarding "
    "concerning inside outside above below upon off out up down along amid besides via"
)
DETERMINERS = words_of(
    "a an the this that these those some any no each every another all both such many much several few more most"
)
CONJUNCTIONS = words_of("and or but nor so if because while although though whether plus")
SUBJECT_PRONOUNS = words_of("i you we it he she they one someone somebody anyone anybody everyone people")
ADVERBS = words_of(
    "also ever still already really actually just now then there here not n't never always often usually generally "
    "specifically exactly else too either again yet once soon ago instead together only even quite rather so today "
    "tomorrow yesterday tonight currently recently later earlier originally naturally please more less perhaps maybe "
    "away anyway"
)
# Adverbs only where no noun follows: "the first sign", "long term use".
SOFT_ADVERBS = words_of("first long back far well very only most more early late")
POSSESSIVES = words_of("my your our its his her their whose")
OTHER_PRONOUNS = words_of(
    "me us him them mine yours ours hers theirs itself himself herself themselves myself yourself anything something "
    "nothing everything it he she they i you we ones anyone someone everyone"
)

IMPERATIVES = words_of(
    "tell describe explain discuss show give list compare summarise summarize outline name find quote define"
)
SPEECH_VERBS = words_of(
    "say said says tell told tells add added adds warn warned warns claim claimed claims mention mentioned mentions "
    "state stated announce announced call called think thought suggest suggested argue argued insist insisted respond "
    "responded reply replied comment commented speak spoke talk talked"
)
VERBS = words_of(
    "accept accuse achieve act add admit affect afford agree aim allow announce answer appeal appear apply approve "
    "argue arrest arrive ask assess attack attend avoid ban be beat become begin believe benefit block blame boost "
    "break bring build burn buy call cancel capture carry cast cause celebrate challenge change charge check choose "
    "claim close collapse collect come comment commit compare compete complain condemn confirm connect consider "
    "contain continue control convince cook cope cost cover create criticise criticize cross cure cut damage deal "
    "decide declare decline defeat defend define delay deliver demand deny depend describe deserve destroy develop "
    "die differ disagree disappear discover discuss do drink drive drop earn eat elect emerge enable encounter end "
    "endorse enforce enter escape evolve exist expand expect experience explain explode face fail fall fear feel "
    "fight file find finish fire fit fix flee fly follow force form found fund gain get give go govern grow handle "
    "happen hate have hear help hide hire hit hold hope hurt identify ignore impact implement impose improve include "
    "increase influence inspire intend introduce invade invent invest investigate involve join judge jump keep kick "
    "kill know lack land last laugh launch lead learn leave let lie lift like live look lose love lower make manage "
    "mark marry matter mean measure meet mention merge mind miss move need negotiate notice obtain occur offer open "
    "operate oppose order organise organize originate own pay perform plan play pledge praise predict prefer prepare "
    "prevent produce promise promote propose protect protest prove provide publish punish push put quit raise reach "
    "react read receive recommend recover reduce refer reform refuse reject relate release rely remain remove rename "
    "replace reply report represent require resign resolve respond result retire return reveal rise rule run save say "
    "score seek seem seize sell send serve set settle shape share shift shoot show shrink sign sleep slow solve speak "
    "spend spread stand start state stay steal stop strike study succeed suffer suggest support survive suspect "
    "suspend sue take talk target taste teach tell test testify think threaten train transmit transport travel treat "
    "trigger trust try turn understand urge use view violate visit vote vow wait walk want warn wear weigh welcome "
    "win withdraw work worry write yield"
)
PARTICIPLES = words_of(
    "made found known called sold built born seen given taken written lost won used held said told paid sent kept "
    "left met put set cut hit led fed spent caught taught thought bought brought fought sought shot struck done gone "
    "grown drawn thrown shown worn torn chosen broken spoken stolen frozen driven risen eaten beaten hidden forgotten "
    "begun came went gave took wrote ran won broke spoke fell felt grew knew saw became began chose drove ate flew "
    "rose stood understood"
)
ADJECTIVES = words_of(
    "good bad best worst better worse big small large great high low new old young long short early late safe "
    "dangerous legal true false right wrong real free rich poor strong weak hot cold warm hard easy difficult fast "
    "slow cheap rare common popular famous important similar different same unique reliable ethical healthy sick ill "
    "dead alive possible likely available sure certain clear ready able worth related open full empty late red blue "
    "green white black brown yellow depressed successful effective harmful harder easier younger older bigger smaller "
    "larger cheaper safer stronger weaker faster slower higher lower longer shorter present absent guilty innocent "
    "religious contagious treatable curable fatal angry happy sad responsible"
)
# Nouns that are about something else: with nothing after them they point back ("the symptoms" of what?).
RELATIONAL = words_of(
    "adaptation advantage age aim alternative amount application area argument aspect author background basis "
    "beginning benefit birthplace budget capacity category cause challenge chance change characteristic climate "
    "component concept conclusion condition consequence contribution con control controversy cost creation creator "
    "criticism cure danger date deadline death definition degree development diagnosis difference dimension director "
    "disadvantage discovery downside drawback duration economy effect end evidence evolution example explanation "
    "extent factor feature finding form founder founding function future goal growth height history idea impact "
    "implication importance influence ingredient invention inventor issue kind layer leader length level limit "
    "limitation location main meaning mechanism member method motive name nature number objective origin outcome "
    "outlook owner part penalty percentage plot point population position possibility price principle problem process "
    "prognosis pro property purpose quality rate reaction reason recipe relationship repercussion response result "
    "risk role root rule safety score side-effect sign significance similarity size solution source stage step "
    "strength structure style success summary symptom target temperature theme theory threat treatment trend turnout "
    "type usage use value variation variety version victim weakness weight winner writer year"
)
# "The president of France": the phrase as a whole is what a pronoun means, not France.
PERSON_ROLES = words_of(
    "actor actress adviser advisor ambassador analyst artist author boss boy brother candidate captain ceo chairman "
    "chairwoman chancellor chief coach commander commissioner composer creator critic daughter dictator diplomat "
    "director doctor driver editor emperor envoy expert father founder general girl governor head inventor journalist "
    "judge king lawyer leader man manager mayor minister mother officer official owner painter player poet politician "
    "pope premier president prince princess professor prosecutor queen reporter researcher ruler scientist secretary "
    "senator singer sister son speaker spokesman spokesperson spokeswoman suspect teacher victim wife husband winner "
    "woman writer"
)
PLACE_NOUNS = words_of(
    "area capital city continent country county district island kingdom nation neighbourhood neighborhood place "
    "province region state town village"
)
# "The company", "the film": with a thing in talk these name it again.
CATEGORY_NOUNS = words_of(
    "agency agreement attack bank bill book club company corporation crisis deal disease disorder drug election "
    "experiment expedition festival film firm group illness industry invasion law league medicine meeting mission "
    "movement movie museum novel organisation organization party plan policy product program programme project "
    "protest school show song study summit system team technology term tradition treaty university vaccine virus war"
)
# The one everyone knows: "the government" of the day, "the world". Nothing in the talk is meant.
UNIQUE = words_of(
    "air body brain climate day earth economy environment future government internet law market media moon news ocean "
    "past police present press public sea sky sun universe war weather web white world army military morning evening "
    "night summer winter spring autumn fall week month year time"
)
ORGANISATION_WORDS = words_of(
    "agency army association bank board bureau college command commission committee company congress corporation "
    "council court department foundation fund group hospital house institute kremlin league ministry museum office "
    "organisation organization parliament party pentagon police senate society treasury union university house inc "
    "corp ltd act agreement treaty war project program summit report times post"
)
# Things that happen: "when was it?" may mean these.
EVENTS = words_of(
    "accident assault assassination attack ban battle blast blockage blockade bombing clash collapse conference "
    "conflict coup crackdown crash crisis cyclone deal demonstration disaster drought earthquake election eruption "
    "evacuation explosion famine fire flood flooding hearing hurricane invasion killing launch massacre meeting "
    "murder outage outbreak pandemic protest quake raid rally referendum resignation riot shooting siege spill storm "
    "strike summit trial tsunami typhoon vote war wildfire"
)
PLACES = words_of(
    "afghanistan africa albania algeria america angola antarctica argentina armenia asia australia austria azerbaijan "
    "bahrain bangladesh beijing belarus belgium belize benin berlin bhutan bolivia bosnia botswana brazil britain "
    "brunei brussels bulgaria burkina faso burma burundi cairo california cambodia cameroon canada chad chicago chile "
    "china colombia congo crimea croatia cuba cyprus czechia denmark djibouti dominica ecuador egypt england eritrea "
    "estonia ethiopia eu europe fiji finland florida france gabon gambia gaza geneva germany ghana greece greenland "
    "grenada guatemala guinea guyana haiti hawaii honduras hungary iceland india indonesia iran iraq ireland israel "
    "italy jamaica japan jerusalem jordan kabul kazakhstan kenya kiev korea korean kosovo kuwait kyiv kyrgyzstan laos "
    "latvia lebanon liberia libya lithuania london luxembourg macedonia madagascar malawi malaysia maldives mali "
    "malta mauritania mauritius mexico micronesia moldova monaco mongolia montenegro morocco moscow mozambique "
    "myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay paris "
    "peru philippines poland portugal pyongyang qatar romania rome russia rwanda samoa scotland senegal seoul serbia "
    "singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taipei taiwan tajikistan "
    "tanzania texas thailand tibet tokyo tonga tunisia turkey turkmenistan uganda uk ukraine us u.s. u.k. usa uruguay "
    "uzbekistan venezuela vienna vietnam wales washington yemen zambia zimbabwe states kingdom emirates arabia lanka "
    "leone rico zealand york city county state island islands republic province north south west east"
)
TITLES = words_of("mr mrs ms miss dr president senator governor general judge prof professor sir minister")
HE_TITLES = words_of("mr sir")
SHE_TITLES = words_of("mrs ms miss")
TIME_WORDS = words_of(
    "today tomorrow yesterday tonight now nowadays monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december"
)
TIME_NOUNS = words_of("week month year time morning afternoon evening decade century weekend day season summer")


def stems(word: str) -> tuple[str, ...]:
    """Base forms a regular inflection of `word` may come from: "causes" → ("causes", "caus", "cause")."""
    found = [word]
    if word.endswith("s") and not word.endswith("ss"):
        found += [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]]
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            base = word[: -len(ending)]
            found += [base, base + "e"]
            if base[-1] == base[-2:-1]:
                found.append(base[:-1])
    if word.endswith(("ies", "ied")):
        found.append(word[:-3] + "y")
    return tuple(found)


def is_verb(word: str) -> bool:
    return word in PARTICIPLES or any(base in VERBS for base in stems(word))


def is_participle(word: str) -> bool:
    return word in PARTICIPLES or (word.endswith("ed") and len(word) > 4)


def is_adjective(word: str) -> bool:
    return word in ADJECTIVES or (
        len(word) > 5 and word.endswith(("able", "ible", "ous", "ful", "less", "ical", "ered", "ive", "ary"))
    )


def is_superlative(word: str) -> bool:
    return word in {"best", "worst", "most", "least"} or (
        len(word) > 5 and word.endswith("est") and word not in {"interest", "forest", "protest", "request", "arrest"}
    )


def singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if (len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes"))) or (len(word) > 5 and word.endswith("oes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    return word in {"people", "men", "women", "children", "police", "media", "mice", "feet", "teeth"} or (
        singular(word) != word
    )


def is_relational(word: str) -> bool:
    return singular(word) in RELATIONAL
