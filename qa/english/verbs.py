"""Verbs that report speech, by their inflected forms.

The lists are our own, collected from how agency, broadcast and local news attribute words; a verb that is missing costs a
statement, a verb too many costs a false one, so verbs that mostly mean something else are marked quotation-only.
"""

from typing import Literal

Form = Literal["past", "third", "base", "ing"]

# Each entry is a base form, or "base/past" where the past isn't regular. These report speech with or without quote marks.
_SAYING = """
say/said tell/told add admit/admitted acknowledge affirm allege announce argue assert assure boast caution claim concede
confess confirm contend complain declare deny/denied emphasise emphasize estimate explain hint indicate inform insist joke
lament maintain note object/objected observe pledge predict promise recall reiterate remark remind reply/replied respond reveal
state stress suggest testify/testified tweet vow warn write/wrote retort quip/quipped opine conclude recount reckon speculate
clarify/clarified attest brag/bragged specify/specified surmise theorise theorize posit disclose reaffirm reassure
reminisce recollect confide imply/implied hypothesise hypothesize
"""

# These count only when quote marks stand in the words they report.
_QUOTING = """
ask call describe dub/dubbed label/labelled brand characterise characterize continue counter cry/cried exclaim laugh mutter
murmur shout yell scream whisper snap/snapped post read/read report think/thought believe comment urge order demand
begin/began criticise criticize accuse praise hail slam/slammed blast wonder joke plead/pleaded sigh shrug/shrugged smile
chant deadpan/deadpanned repeat reflect caption interject muse gush fume vent roar sing/sang challenge question text
message/messaged advise recommend propose proclaim pronounce protest summarise summarize condemn denounce dismiss deride
decry/decried refer/referred enthuse rave ponder agree appeal grumble rant offer beg/begged hope express feel/felt feared
warn label/labeled intone echo/echoed go/went pray/prayed thunder bemoan bellow/bellowed chuckle volunteer/volunteered
blog/blogged sum/summed crow bark hiss gasp sob/sobbed weep/wept scoff sneer venture reason grin/grinned smirk whine groan
moan growl snort stammer interrupt chime correct preach tease counsel croak drawl huff reject rebuff defend portray rebuke
liken credit welcome concur muse/mused point/pointed quote/quoted tout/touted mock/mocked cite/cited speak/spoke
apologise apologize elaborate enquire inquire query/queried quiz/quizzed lambast lambaste berate admonish castigate
ridicule applaud commend laud salute implore beseech exhort marvel mumble rasp rejoin scold screech shriek snarl snigger
splutter sputter squeal stutter swear/swore taunt trumpet underline underscore wail whimper yelp fret gripe gloat jest
holler howl lecture fulminate rail retell/retold reprimand rule dispute outline narrate chide bluster blurt beam
show convey disparage vilify depict introduce view regard frame paint see/saw cast/cast remember demur/demurred disagree
find/found email encourage instruct request reassure extol/extolled upbraid
"""

# These take the person spoken to as their object: told VOA, warned residents, reminded the court.
WITH_ADDRESSEE = frozenset(
    [
        "tell",
        "assure",
        "inform",
        "remind",
        "warn",
        "ask",
        "advise",
        "urge",
        "order",
        "beg",
        "text",
        "message",
        "caution",
        "reassure",
        "implore",
        "email",
    ]
)

# These report what was said, found or urged without quote marks as well.
_REPORTING = """
report believe think show find point accuse urge ask advise recommend demand propose blame criticize criticise
praise agree swear threaten warn request rule
"""

# "described X as", "called X": what stands between verb and quotation belongs to the words reported.
NAMING = frozenset(
    """
    call describe dub label brand characterise characterize criticise criticize accuse praise hail slam blast condemn
    denounce dismiss deride decry refer reject rebuff defend portray rebuke liken welcome
    lambast lambaste berate castigate ridicule applaud commend laud salute chide extol upbraid disparage vilify depict
    """.split()
)


def _inflect(entries: str) -> dict[str, tuple[str, Form]]:
    forms: dict[str, tuple[str, Form]] = {}
    for entry in entries.split():
        base, _, past = entry.partition("/")
        stem = base[:-1] if base.endswith("e") else base
        doubled = past[: len(base) + 1] if past.startswith(base + base[-1]) else stem
        third = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeou" else base + "s"
        if base.endswith(("ss", "sh", "ch", "go")):
            third = base + "es"
        forms.setdefault(base, (base, "base"))
        forms[third] = (base, "third")
        forms[past or stem + "ed"] = (base, "past")
        forms[doubled + "ing"] = (base, "ing")
    return forms


SAYING = _inflect(_SAYING)
QUOTING = {form: entry for form, entry in _inflect(_QUOTING).items() if form not in SAYING}
SPEECH = {**QUOTING, **SAYING}
REPORTING = frozenset([*_REPORTING.split(), "according", *(base for base, _ in SAYING.values())])

# Participles that open another stretch of the same speaker's words: "…, adding the United States has …".
PARTICIPLES = frozenset(form for form, (_, kind) in SPEECH.items() if kind == "ing")

# Plain indirect speech needs a clause after these, since they as often take a thing: "announced a deal", "noted the date".
NEEDS_CLAUSE = frozenset(
    """
    announce confirm deny pledge promise vow reveal note state object observe stress emphasise emphasize estimate
    indicate maintain recall recount predict suggest declare write remark hint affirm allege assert explain
    acknowledge reiterate reply respond testify tweet joke lament boast remind inform assure recount conclude
    speculate admit concede complain clarify attest brag specify surmise theorise theorize posit disclose reaffirm reassure
    reminisce recollect confide imply hypothesise hypothesize believe think show find report add recommend
    demand propose agree swear threaten post ask rule
    """.split()
)

AUXILIARIES = frozenset(["has", "have", "had", "'s", "’s", "'ve", "’ve", "'d", "’d", "'s"])
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'m", "'re", "’re", "’m", "gets", "got"])
NEGATIONS = frozenset(
    """
    not never n't didn't didn’t doesn't doesn’t don't don’t won't won’t wouldn't wouldn’t hasn't hasn’t
    """.split()
)
MODALS = frozenset(
    """
    to can could may might must should would will cannot can't can’t couldn't couldn’t did does do let
    """.split()
)
ADVERBS = frozenset(
    """
    also later then previously repeatedly once still even just simply always often again too first now soon further
    instead only earlier thus once long ever already famously afterwards afterward nonetheless meanwhile however
    therefore both all jointly since
    """.split()
)
