"""Messages that leave out all but a word of the question before ("Where?", "What else?", "And what about Victor Cha?"), or are
about the last answer itself: "Are you sure?", "Source?", "Shorter, please", "Tell me more", "Show more".
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from qa.english.calendar import MONTHS
from qa.english.gazetteer import PLACES
from qa.english.lexicon import is_human
from qa.english.noun_phrases import parse
from qa.english.phrases import POSSESSIVES, PREPOSITIONS
from qa.english.request import ABOUT, LINKS
from qa.english.word_classes import AUXILIARIES, WH
from qa.english.words import is_plural, words
from qa.pipeline.follow_ups.pronouns import Asked, is_pronoun, with_phrase
from qa.pipeline.kinds.question_kind import question_kind
from qa.pipeline.kinds.wished_forms import JUST_A_PART
from qa.pipeline.provenance import asked_of_answer
from qa.types import Turn
from qa.types.patterns import in_place_of
from qa.types.saved import next_question_of

_LED_WORD = rf"(?:{'|'.join(sorted(PREPOSITIONS))}) (?:when|where|whom?|what|how(?: \w+)?)"
_BARE = re.compile(
    rf"{LINKS}(?:(?P<wh>when|where|why|who|how(?: much)?|{_LED_WORD})(?: exactly)?|how come)\s*\?*", re.IGNORECASE
)
_ELSE = re.compile(rf"{LINKS}(?:what|anything) else\s*\?*", re.IGNORECASE)
_MEANT = rf"(?:(?:no|sorry|actually|wait)\b,? )*i mean(?:t)?(?! (?:{'|'.join(sorted(WH))})\b)"
TOPIC = re.compile(
    r"(?:(?:and |but )?(?:what|how) about|(?:and|(?:only|just)(?= about| on))(?P<about> about| on)?"
    rf"|(?P<instead>{_MEANT})) (?P<topic>\w[^?]*?)(?:(?<=[a-z][a-z])\.)?\s*\?*",
    re.I,
)
_SAID = re.compile(
    r"(What) (?:else )?(did|does|has|have) (.+?) (say|said|think|thought|warn|claim|suggest)(?: (?:about|on) (.+?))?\s*\?*",
    re.I,
)
# What stands for another of its sort: "in May", "of 3 March", but neither "may I" nor "Theresa May"; "Monday"; "2019"; "15.00",
# "3 pm"; "A", but not "I"; "E4"; "65", but nothing of "3.5", "A-levels" or "£20".
_VALUE = re.compile(
    r"(?i)(?:(?<=\b(?:in|of|by|on) )|(?<=\b(?:the|for) )|(?<=\b(?:since|until) ))"
    rf"(?P<month>(?:\d\d? )?(?:{'|'.join(MONTHS)})(?: \d\d?)?)\b"
    r"|\b(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?<=\b(?:of|on|at) )week(?:end|day)s?)\b"
    r"|\b(?P<year>(?:19|20)\d\d)\b"
    r"|(?<![£$€.,\d])(?P<time>\d\d?[.:]\d\d(?: ?[ap]m)?|\d\d? ?[ap]m)\b"
    r"|(?<![£$€\w.,-])(?-i:(?P<letter>[A-HJ-Z])|(?P<code>[A-Z]\d+)|(?P<count>\d+))(?![\w-]|[.,]\d)"
)
_CODED = re.compile(r"[^\W\d]+ (?:[A-HJ-Z]|[A-Z]?\d+)(?![\w-]|[.,]\d)")  # "grade C"
# What "and for …", "and with …" stands for: "for moving house", "for a week", "when somebody dies"; "without milk".
_CASE = re.compile(
    rf"(?i) for \w+ing\b.*?(?= (?:{'|'.join(sorted(PREPOSITIONS))}) |$)| for (?:an? |the )?[\w-]+$"
    rf"|(?<=\w) (?:when|if) (?!(?:{'|'.join(sorted(AUXILIARIES))})\b)[^,]+$"
)
_MANNER = re.compile(r"(?i) with(?:out)? (?:an? |the )?[\w-]+$")
_NAMES = ("male", "female", "person", "name")
_LED = r"\b(?:of|into|in|at|on|from|for|to|with|by|near|under|during|after|before) (?:the )?"
_ARTICLES = POSSESSIVES | {"the", "a", "an"}
_FEW = 2  # telling words, as `Asked.points` counts them
_PERSONAL = frozenset("he she they it him her them".split())
_ONE = frozenset(["one", "ones"])
_THAT = r"(?:that|this|it)"
_AGAIN = re.compile(
    rf"{LINKS}(?:(?:are )?you (?:really |quite )?sure|is {_THAT} (?:really )?(?:true|right|correct|so)|really|seriously"
    rf"|(?:what(?:'s| is| are) )?(?:the |your |any )?(?:sources?|evidence|proof)|where (?:does |is )?th(?:at|is) (?:come )?from"
    rf"|(?P<who>who (?:says|said) (?:so|{_THAT})|says who)|how do you know"
    rf"|(?P<shorter>(?:make {_THAT} )?(?:much )?(?:shorter|simpler)|briefly|in short)"
    rf"|{JUST_A_PART}"
    rf"|(?:(?:please )?quote (?:{_THAT}|them|him|her)|(?:what were |in )?(?:his|her|their|the) (?:exact|own|very) words)"
    r"(?: (?:exactly|literally|verbatim|word for word|in full))?|word for word|verbatim"
    r"|(?P<listed>(?:(?:(?:i(?:['’]d)? (?:need|want|like) |(?:can|could) i have "
    r"|(?:(?:can|could) you )?(?:give|show|send|write|put|tell|make|turn)(?: me| us)? )?"
    r"(?:it|th(?:is|at|ese|ose|em)|the same) (?:all )?)?(?:as|in(?:to)?)|make (?:it|th(?:is|at|em))) an? "
    r"(?:\w+ )?(?:list|table)(?: for (?:me|us))?(?:,? (?:with )?one (?:line|point|row) (?:each|per \w+))?)"
    rf"|(?:say {_THAT} )?again|when (?:did|was|were) (?:he|she|they|{_THAT}) (?:say|said|told))"
    rf"(?: (?:about |of |for )?{_THAT})?[\s?!.]*"
    r"(?:(?<=[\s?!.])(?:but )?(?:i|we) (?:had |have |always )?(?:thought|heard|read|believed?|was told|were told)\b.*)?",
    re.IGNORECASE,
)
# The first sentence that an answer quotes.
_QUOTED = re.compile(r"(?m)^(?:.*?: “|- )?([^\n]+?)[,”]* \[\d+\]")
_MORE = re.compile(
    rf"{LINKS}(?:(?:(?:can|could) you )?(?:tell|give|show) (?:me )?)?(?:(?:some |any )?more(?: (?:details|information|info))?"
    r"|(?:the )?(?:details|rest|others|next(?: page| ones?)?)|(?:what|anything) else|all|go on|continue|elaborate|say more)"
    r"(?: (?:about|on|of) (?:that|this|it|them))?[\s?!.]*",
    re.IGNORECASE,
)


def further(message: str, history: Sequence[Turn]) -> str | None:
    """Return the question for the next page, where the message asks for more and the last answer left some out."""
    if not history or not _MORE.fullmatch(message.strip()):
        return None
    return history[-1].next_question or next_question_of(history[-1].text)


def wants_it_shorter(message: str) -> bool:
    """ "Shorter", "make it simpler", "in short"."""
    return _asks_again_for(message, "shorter")


def wants_it_listed(message: str) -> bool:
    """ "As a list", "give me that in a table": the same once more, whose items are laid out as a list anyway."""
    return _asks_again_for(message, "listed")


def _asks_again_for(message: str, form: Literal["shorter", "listed"]) -> bool:
    return (again := _AGAIN.fullmatch(message.strip())) is not None and again[form] is not None


def is_shortened(message: str) -> bool:
    return any(shape.fullmatch(message.strip()) for shape in (_BARE, TOPIC, _AGAIN, _MORE))


def wants_more(message: str) -> bool:
    """ "Tell me more", "what else?"."""
    return _MORE.fullmatch(message.strip()) is not None


def asks_again(message: str) -> bool:
    """Whether it asks for nothing but more of the last answer, or of that itself: "Are you sure?", "When was that?"."""
    return wants_more(message) or _AGAIN.fullmatch(message.strip()) is not None or asked_of_answer(message) is not None


def corrects(message: str) -> Literal["", "name", "noun"]:
    """ "No, I meant Oslo", "no, I meant the brother": whether what was asked is corrected, by a name or a noun.

    What was answered before isn't what is asked of; but whose brother it is, is told there.
    """
    if (topic := TOPIC.fullmatch(message.strip())) is None or topic["instead"] is None:
        return ""
    return "name" if any(each.named for each in parse(f"about {topic['topic']}").phrases) else "noun"


def corrected(message: str) -> str | None:
    """Ask of what is meant instead, where it stands for no word of the last question; None where it asks something itself."""
    meant = TOPIC.fullmatch(message.strip())
    if meant is None or not (WH | _PERSONAL).isdisjoint(meant["topic"].lower().split()):
        return None
    topic = meant["topic"]
    be = "are" if is_plural(topic.split()[-1].lower()) else "is"
    return f"Who {be} {topic}?" if is_human(topic.split()[-1]) else f"What about {topic}?"


def is_of_some_year(question: str) -> bool:
    """Whether it asks of a day or a month and of little else: "What happened on 4 June?" is of what is talked of."""
    times = [*_VALUE.finditer(question)]
    if not any(each.lastgroup in ("month", "day") for each in times) or any(each.lastgroup == "year" for each in times):
        return False
    return len(Asked(_VALUE.sub("", question)).stems) < _FEW


def lacks_month(question: str, texts: Iterable[str]) -> bool:
    """Whether it is of a day or month of some year, and none of these texts names that month."""
    asked = set(MONTHS) & {word.lower() for word in words(question)}
    return is_of_some_year(question) and all(asked.isdisjoint(word.lower() for word in words(text)) for text in texts)


def names_speaker(question: str) -> bool:
    """ "What did Porter say?" is complete, whatever was asked before; "What did Porter say about it?" isn't."""
    said = _SAID.fullmatch(question.strip())
    return said is not None and said[3][0].isupper() and _PERSONAL.isdisjoint(question.lower().strip(" ?").split())


def in_full(message: str, before: str, told: str = "", asked: Sequence[str] = ()) -> str | None:
    """Return a message of these shapes with what it leaves out of the question `before`; None where that isn't plain.

    `told` is the answer to that one: a thing that it names stands for no other. `asked` are that one as it was typed and those
    before it, the last first: a time may be another of one of them.
    """
    message, (before, *about) = message.strip(), before.strip().split(ABOUT)
    if again := _AGAIN.fullmatch(message):
        if again["who"] and (quoted := _QUOTED.search(told)):
            return f"Who said “{re.sub('[“”*]', '', quoted[1])}”?"
        shortens = again["shorter"] and (kind := question_kind(before)).kind == "summary" and not kind.number
        found: str | None = f"{before.rstrip(' ?.!')} in one sentence" if shortens else before
    elif bare := _BARE.fullmatch(message):
        found = _with_word((bare["wh"] or "why").lower(), before)
    elif topic := TOPIC.fullmatch(message):
        if (instead := topic["instead"] is not None) and TOPIC.fullmatch(before):
            return None  # "No, I meant Ann" after "And his sister?"
        values = (_with_values(topic["topic"], each) for each in asked[1:])
        is_on = (topic["about"] or "").lower() == " on" and not _SAID.fullmatch(before)  # "And on Sundays?"
        meant = f"on {topic['topic']}" if is_on else topic["topic"]
        found = _on_topic(meant, topic["about"] is not None and not is_on, before, told, instead=instead)
        found = found or next(filter(None, values), None)
    elif _ELSE.fullmatch(message) and not _SAID.fullmatch(before):
        return None
    elif said := _SAID.fullmatch(before):
        found = f"{said[1]} else {said[2]} {said[3]} {said[4]}?"
    elif Asked(before).pronoun == "none":
        return _more_about(" ".join([before, *about]), before)
    else:
        found = before
    return found and ABOUT.join([found, *about])


def _more_about(said: str, before: str) -> str:
    """Ask for more on the two longest names of what was said, or on its longest phrases."""
    phrases = [each for each in parse(said).phrases if each.kind != "number" and not is_pronoun(each.determiner)]
    longest = sorted([each for each in phrases if each.named] or phrases, key=lambda each: each.first - each.last)
    kept = [each for at, each in enumerate(longest) if all(each.stems.isdisjoint(other.stems) for other in longest[:at])][:2]
    kept.sort(key=lambda each: each.first)
    return f"Tell me more about {' and '.join(phrase.text for phrase in kept)}" if kept else before


def _with_word(word: str, before: str) -> str | None:
    """ "Where?" after "When did they meet?" is "Where did they meet?"."""
    whole, _, last = before.rpartition(", ")
    before = whole if whole and _BARE.fullmatch(last) else before  # "Who won, and where?"
    first, second, *_ = [*(token.low for token in parse(before).tokens), "", ""]
    if first in WH and second in AUXILIARIES and first not in ("who", "what"):
        return word.capitalize() + before[len(first) :]
    if first in AUXILIARIES:
        return f"{word.capitalize()} {before[0].lower()}{before[1:]}"
    return f"{before.rstrip(' ?.!')}, and {word}?" if first in WH else None


def _on_topic(topic: str, about: bool, before: str, told: str, *, instead: bool = False) -> str | None:
    """ "And Japan?" after "Did China win?" is "Did Japan win?": one name, place or value for the only other.

    `instead`: what was asked is corrected, and no pronoun stands for the topic.
    """
    led, words = re.match(_LED, topic, re.I), topic.lower().split()
    misled = words[0] in PREPOSITIONS and (not led or (instead and words[0] == "of"))
    if not (WH | _PERSONAL | _ONE).isdisjoint(words) or "," in topic or misled:
        return None  # "And England, how did they get on?", "I meant of Oslo", "And the sixth one?"
    before = before.replace("What else ", "What ")
    if (valued := _with_values(topic, before)) is not None:
        return valued
    sort, meant = _sort(topic), parse(f"about {topic}").phrases
    for each in meant[: bool(sort) and not (led or about or instead)]:  # there is none in "the US"
        if named := with_phrase(before, each, anything=True):
            return named  # "And Swiftrise?" after "What is their price?" is "What is Swiftrise's price?"
    asked = parse(before).phrases
    phrases = [each.text for each in asked] + [each[0] for each in _CODED.finditer(before)]
    alike = {each for each in phrases if _sort(each) == sort != ""}
    if led and not alike:  # "Under standard light" stands for "under amber light", whatever they are
        alike = set(sorted((each for each in phrases if _is_led(each, led[0], before)), key=len)[-1:])
    said, is_told = _SAID.fullmatch(before), re.search(rf"(?i)(?<!\w){re.escape(topic)}(?!\w)", told)
    if is_told and not said and {each.kind for each in meant} == {"name"}:
        return None
    article = rf"(?:(?:{'|'.join(_ARTICLES)}) )?" if meant and meant[0].determiner in _ARTICLES else ""
    tail = ""
    if instead and not (led or alike) and (article or not any(each.determiner for each in meant)):
        # "I meant the bus" for "their tram", "I meant cake" for "bread", but not "I meant a bus" for "how many people"
        inner = [each for each in asked if not any(other.text in each.text for other in asked if other is not each)]
        inner = [each for each in inner if not article or each.determiner in _ARTICLES]
        alike = {each.text for each in inner if [each.named] == [one.named for one in meant]} or {each.text for each in inner}
        alike = {each for each in alike if each.split()[-1].lower() in words} or alike
        tail = rf"(?:\S* {re.escape(words[-1])}\b)?"  # "the women's final"
    if len(alike) == 1 and not about:
        whole = rf"{re.escape(alike.pop())}(?:\.\d+)*"  # "BA.4.6"
        alone = rf"(?<!\w){article}{whole}(?!\w)(?! of\b){tail}"
        old = _LED + alone if led else alone  # "in Germany" is for "in Russia", but not for "Russia"
        old += "(?:['’]s)?" * topic.endswith(("'s", "’s"))
        return re.sub(old, lambda _: topic, before, flags=re.I) if re.search(old, before, re.I) else None
    is_counted = instead or any(map(str.isdigit, topic))  # "I mean in years", but not "And on Sundays?"
    of_number = is_counted and {each.kind for each in parse(topic).phrases} <= {"number"}
    if led and words[0] != "of" and not (about or said or len(Asked(before).stems) < _FEW or of_number):
        return _with_led(topic, words[0], before.rstrip(" ?.!"))
    if said and not about and is_human(said[3].split()[-1]) and is_human(topic.split()[-1]):
        return before.replace(said[3], topic, 1)  # "And the governor?" after "What did the auditor say?"
    return said and f"{said[1]} {said[2]} {said[3]} {said[4]} {topic if led else f'about {topic}'}?"


def _with_led(topic: str, lead: str, before: str) -> str:
    """ "And for adults?" goes on; "and for a wedding?" stands for "for moving house", or for "when somebody dies"."""
    shape = {"for": _CASE, "with": _MANNER}.get(lead)
    old = [*shape.finditer(before)] if shape is not None else []
    return f"{in_place_of(old[0], f' {topic}')}?" if len(old) == 1 else f"{before} {topic}?"


def _is_led(phrase: str, lead: str, before: str) -> bool:
    """Whether a phrase of the question before stands behind the same words, a name also with or without “the”."""
    either = rf"{lead.split()[0]} (?:the )?" if _sort(phrase) else re.escape(lead)
    return re.search(rf"(?i)\b{either}{re.escape(phrase)}(?!\w)", before) is not None


def _with_values(topic: str, before: str) -> str | None:
    """ "And in May?", "and E12?": for the only time, or the last code, of its sort; None where the topic says anything else."""
    said = re.sub(rf"(?i){_LED}|^the ", "", f"{topic} ")
    led = re.match(rf"(?i){_LED}", topic)
    for each in (found := [*_VALUE.finditer(f"of {said}")]):
        old = [other for other in _VALUE.finditer(before) if other.lastgroup == each.lastgroup]
        label = (said := said.replace(each[0], "", 1)).lower().split()
        ahead = {other.start(): before[: other.start()].lower().split() for other in old}
        if label:
            old = [other for other in old if ahead[other.start()][-len(label) :] == label] or old
        elif led and each.lastgroup == "count":  # "And at 8?" is no other number of people
            old = [other for other in old if ahead[other.start()][-1:] == led[0].lower().split()[:1]]
        if not old or (len(old) > 1 and each.lastgroup in ("month", "day", "year", "time")):
            return None
        if label and ahead[old[-1].start()][-len(label) :] == label:
            said = ""  # "And grade G?"
        before = in_place_of(old[-1], each[0])
    return before if found and not said.strip() else None


def _sort(words: str) -> str:
    """Return "place" for a place, "name" for a name of somebody or something, "" for anything else."""
    phrases = parse(f"about {words}").phrases
    kind = phrases[0].kind if len(phrases) == 1 and phrases[0].named else ""
    is_place = kind == "place" or words.lower().removeprefix("the ") in PLACES
    return "place" if is_place else "name" if kind in _NAMES else ""
