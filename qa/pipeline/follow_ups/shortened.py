"""Messages that leave out all but a word of the question before ("Where?", "What else?", "And what about Victor Cha?"), or are
about the last answer itself: "Are you sure?", "Source?", "Shorter, please", "Tell me more", "Show more".
"""

import re
from collections.abc import Sequence
from itertools import islice

from qa.english.calendar import MONTHS
from qa.english.gazetteer import PLACES
from qa.english.lexicon import is_human
from qa.english.noun_phrases import parse
from qa.english.phrases import DETERMINERS, POSSESSIVES, PREPOSITIONS
from qa.english.request import LINKS
from qa.english.word_classes import AUXILIARIES, WH
from qa.pipeline.follow_ups.candidates import Asked, with_phrase
from qa.pipeline.follow_ups.choosing import pick
from qa.pipeline.question_kind import question_kind
from qa.types import Turn
from qa.types.patterns import in_place_of
from qa.types.saved import next_question_of

_BARE = re.compile(
    rf"{LINKS}(?:(?P<wh>(?:until |by )?when|where|why|who|(?:by )?how(?: much)?)(?: exactly)?|how come)\s*\?*", re.IGNORECASE
)
_ELSE = re.compile(rf"{LINKS}(?:what|anything) else\s*\?*", re.IGNORECASE)
_MEANT = rf"(?:(?:no|sorry|actually|wait)\b,? )*i mean(?:t)?(?! (?:{'|'.join(sorted(WH))})\b)"
TOPIC = re.compile(
    r"(?:(?:and |but )?(?:what|how) about|(?:and|(?:only|just)(?= about| on))(?P<about> about| on)?"
    rf"|(?P<instead>{_MEANT})) (?P<topic>\w[^?]*?)\s*\?*",
    re.I,
)
_SAID = re.compile(
    r"(What) (?:else )?(did|does|has|have) (.+?) (say|said|think|thought|warn|claim|suggest)(?: (?:about|on) (.+?))?\s*\?*",
    re.I,
)
# "A", "E4", "2019", but not "I", and nothing of "3.5" or "A-levels".
_CODE = re.compile(r"(?<![\w.,-])(?:[A-HJ-Z]|[A-Z]?\d+)(?![\w-]|[.,]\d)")
_CODED = re.compile(rf"[^\W\d]+ {_CODE.pattern}")
# "In May", "of 3 March", but neither "may I" nor "Theresa May"; "Monday"; "15.00", "3 pm"; "2019".
_TIME = re.compile(
    r"(?i)(?:(?<=\b(?:in|of|by|on) )|(?<=\b(?:the|for) )|(?<=\b(?:since|until) ))"
    rf"(?P<month>(?:\d\d? )?(?:{'|'.join(MONTHS)})(?: \d\d?)?)\b"
    r"|\b(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\b(?P<year>(?:19|20)\d\d)\b"
    r"|(?<![£$€.,\d])(?P<time>\d\d?[.:]\d\d(?: ?[ap]m)?|\d\d? ?[ap]m)\b"
)
_NAMES = ("male", "female", "person", "name")
_LED = r"\b(?:in|at|on|from|for|to|with|by|near|under|during|after|before) (?:the )?"
_ARTICLES = frozenset("the a an".split())
_NO_TOPIC = (PREPOSITIONS | DETERMINERS) - _ARTICLES
_PERSONAL = frozenset("he she they it him her them".split())
_THAT = r"(?:that|this|it)"
_AGAIN = re.compile(
    rf"{LINKS}(?:(?:are )?you (?:really |quite )?sure|is {_THAT} (?:really )?(?:true|right|correct|so)|really|seriously"
    rf"|(?:what(?:'s| is| are) )?(?:the |your |any )?(?:sources?|evidence|proof)|where (?:does |is )?th(?:at|is) (?:come )?from"
    rf"|(?P<who>who (?:says|said) (?:so|{_THAT})|says who)|how do you know"
    rf"|(?P<shorter>(?:make {_THAT} )?(?:much )?(?:shorter|simpler)|briefly|in short)"
    rf"|(?:say {_THAT} )?again|when (?:did|was|were) (?:he|she|they|{_THAT}) (?:say|said|told))"
    rf"(?: (?:about |of |for )?{_THAT})?[\s?!.]*",
    re.IGNORECASE,
)
# The first sentence that an answer quotes.
_QUOTED = re.compile(r"(?m)^(?:.*?: “|- )?([^\n]+?)[,”]* \[\d+\]")
_MORE = re.compile(
    rf"{LINKS}(?:(?:(?:can|could) you )?(?:tell|give|show) (?:me )?)?(?:(?:some |any )?more(?: details)?"
    r"|(?:the )?(?:details|rest|others|next(?: page| ones?)?)|all|go on|continue)(?: (?:about|on|of) (?:that|this|it|them))?"
    r"[\s?!.]*",
    re.IGNORECASE,
)


def further(message: str, history: Sequence[Turn]) -> str | None:
    """Return the question for the next page, where the message asks for more and the last answer left some out."""
    if not history or not _MORE.fullmatch(message.strip()):
        return None
    return history[-1].next_question or next_question_of(history[-1].text)


def is_shortened(message: str) -> bool:
    return any(shape.fullmatch(message.strip()) for shape in (_BARE, _ELSE, TOPIC, _AGAIN, _MORE))


def corrects(message: str) -> bool:
    """ "No, I meant Oslo": what was answered before isn't what is asked of."""
    return (topic := TOPIC.fullmatch(message.strip())) is not None and topic["instead"] is not None


def names_speaker(question: str) -> bool:
    """ "What did Porter say?" is complete, whatever was asked before; "What did Porter say about it?" isn't."""
    said = _SAID.fullmatch(question.strip())
    return said is not None and said[3][0].isupper() and _PERSONAL.isdisjoint(question.lower().strip(" ?").split())


def in_full(message: str, before: str, told: str = "", asked: Sequence[str] = ()) -> str | None:
    """Return a message of these shapes with what it leaves out of the question `before`; None where that isn't plain.

    `told` is the answer to that one: a thing that it names stands for no other. `asked` are that one as it was typed and those
    before it, the last first: a time may be another of one of them.
    """
    message, (before, *about) = message.strip(), before.strip().split(" (about: ")
    if again := _AGAIN.fullmatch(message):
        if again["who"] and (quoted := _QUOTED.search(told)):
            return f"Who said “{re.sub('[“”*]', '', quoted[1])}”?"
        # "Who wrote it?" may stand between, no question on something else.
        alone = (each for each in asked if _PERSONAL.isdisjoint(each.lower().strip(" ?.!").split()))
        for each in (before, *islice(alone, 1)) if again["shorter"] else ():
            if (kind := question_kind(each)).kind == "summary":
                return each if kind.number else f"{each.rstrip(' ?.!')} in one sentence"
        found: str | None = before
    elif _MORE.fullmatch(message):
        return _more_about(" ".join([before, *about]), before)
    elif bare := _BARE.fullmatch(message):
        found = _with_word((bare["wh"] or "why").lower(), before)
    elif (topic := TOPIC.fullmatch(message)) and topic["instead"] and TOPIC.fullmatch(before):
        found = None  # "No, I meant Ann" after "And his sister?"
    elif topic and topic["instead"]:
        led = topic["topic"].split()[0].lower()
        if led in _NO_TOPIC and not re.match(_LED, topic["topic"], re.I):
            return None  # "I meant my refund", "of Boston"
        found = _on_topic(topic["topic"], False, before, told, instead=True) or _instead(topic["topic"], before)
    elif topic:
        times = (_at_another_time(topic["topic"], each) for each in asked[1:])
        found = _on_topic(topic["topic"], topic["about"] is not None, before, told) or next(filter(None, times), None)
    else:
        said = _SAID.fullmatch(before)
        found = said and f"{said[1]} else {said[2]} {said[3]} {said[4]}?"
    return found and " (about: ".join([found, *about])


def _more_about(said: str, before: str) -> str:
    """Ask for more on the two longest names of what was said, or on its longest phrases."""
    phrases = [phrase for phrase in parse(said).phrases if phrase.kind != "number"]
    lengths = {each: float(each.last - each.first) for each in [each for each in phrases if each.named] or phrases}
    kept = sorted(pick(lengths, 0.0, 0.0)[:2], key=lambda each: each.first)
    return f"Tell me more about {' and '.join(phrase.text for phrase in kept)}" if kept else before


def _with_word(word: str, before: str) -> str | None:
    """ "Where?" after "When did they meet?" is "Where did they meet?"."""
    first, second, *_ = [*(token.low for token in parse(before).tokens), "", ""]
    if first in WH and second in AUXILIARIES and first not in ("who", "what"):
        return word.capitalize() + before[len(first) :]
    if first in AUXILIARIES:
        return f"{word.capitalize()} {before[0].lower()}{before[1:]}"
    return f"{before.rstrip(' ?.!')}, and {word}?" if first in WH else None


def _on_topic(topic: str, about: bool, before: str, told: str, *, instead: bool = False) -> str | None:
    """ "And Japan?" after "Did China win?" is "Did Japan win?": one name or place for the only other.

    `instead`: what was asked is corrected, and no pronoun stands for the topic.
    """
    if not (WH | _PERSONAL).isdisjoint(topic.lower().split()) or "," in topic:  # "And England, how did they get on?"
        return None
    before = before.replace("What else ", "What ")
    led = re.match(_LED, topic, re.I)
    label, _, code = re.sub(rf"(?i)^(?:{_LED})?(?:the )?", "", topic).rpartition(" ")
    same = [each for each in _CODE.finditer(before) if _CODE.fullmatch(code) and _form(each[0]) == _form(code)]
    if same := [each for each in same if not label or before[: each.start()].lower().endswith(f"{label.lower()} ")]:
        return before[: same[-1].start()] + code + before[same[-1].end() :]  # "And C?" after "How many in treatment A?"
    if (then := _at_another_time(topic, before)) is not None:
        return then
    if not (led or about or instead) and _sort(topic):
        named = with_phrase(before, parse(f"about {topic}").phrases[0], anything=True)
        if named:  # "And Swiftrise?" after "What is their price?" is "What is Swiftrise's price?"
            return named
    phrases = [each.text for each in parse(before).phrases] + [each[0] for each in _CODED.finditer(before)]
    alike = {each for each in phrases if _sort(each) == _sort(topic) != ""}
    if led and not alike:  # "Under standard light" stands for "under amber light", whatever they are
        alike = set(sorted((each for each in phrases if f"{led[0]}{each}".lower() in before.lower()), key=len)[-1:])
    said, is_told = _SAID.fullmatch(before), re.search(rf"(?i)(?<!\w){re.escape(topic)}(?!\w)", told)
    if is_told and not said and {each.kind for each in parse(f"about {topic}").phrases} == {"name"}:
        return None
    if len(alike) == 1 and not about:
        alone = rf"(?<!\w){re.escape(alike.pop())}(?!\w)"
        old = _LED + alone if led else alone  # "in Germany" is for "in Russia", but not for "Russia"
        return re.sub(old, lambda _: topic, before, flags=re.I) if re.search(old, before, re.I) else None
    if led and not (about or said or Asked(before).points or {each.kind for each in parse(topic).phrases} <= {"number"}):
        return f"{before.rstrip(' ?.!')} {topic}?"  # "And for adults?"
    if said and not about and is_human(said[3].split()[-1]) and is_human(topic.split()[-1]):
        return before.replace(said[3], topic, 1)  # "And the governor?" after "What did the auditor say?"
    return said and f"{said[1]} {said[2]} {said[3]} {said[4]} {topic if led else f'about {topic}'}?"


def _instead(topic: str, before: str) -> str | None:
    """ "No, I meant powerball" after "How big was the mega millions jackpot?" is "How big was the powerball jackpot?".

    None where several phrases may be meant, or none but what is counted ("how many people") or of something ("capital of").
    """
    words = topic.lower().split()
    [meant, *_] = parse(f"about {topic}").phrases or [None]
    asked = parse(before)
    lows = [*(token.low for token in asked.tokens), ""]
    phrases = [each for each in asked.phrases if each.kind != "number"]
    inner = [each for each in phrases if not any(other.text in each.text for other in phrases if other is not each)]
    inner = [each for each in inner if not _is_asked(lows[: each.first])]
    if meant is None or words[0] in _NO_TOPIC or not _PERSONAL.isdisjoint(words):
        return None
    alike = [each for each in inner if each.named == meant.named] or inner
    alike = [each for each in alike if each.text.split()[-1].lower() in words] or alike
    if len(alike) != 1 or lows[(phrase := alike[0]).last] == "of":
        return None
    *described, head = phrase.text.split()
    whole = not described or meant.determiner or meant.named or head.lower() in words
    old = re.escape(" ".join([*described, head] if whole else described))
    old = rf"(?:{phrase.determiner} )?{old}" if meant.determiner and phrase.determiner in POSSESSIVES | _ARTICLES else old
    same = re.escape(topic.split()[-1])  # "the men's final" for "the women's final"
    return re.sub(rf"(?i)(?<!\w){old}(?!\w)(?:.*?\b{same}\b)?", lambda _: topic, before, count=1)


def _is_asked(ahead: list[str]) -> bool:
    """Whether these words end in "how many", "how much", "which", "what" or "whose", which ask of the phrase behind them."""
    return ahead[-1:] in (["which"], ["what"], ["whose"]) or (ahead[-2:-1] == ["how"] and ahead[-1] not in AUXILIARIES)


def _at_another_time(topic: str, before: str) -> str | None:
    """ "And in May?", "and at 15.00?": each for the only one of its sort; None where the topic says anything else."""
    for each in _TIME.finditer(f"of {re.sub(_LED, '', topic, flags=re.I)}"):
        old = [other for other in _TIME.finditer(before) if other.lastgroup == each.lastgroup]
        if len(old) != 1:
            return None
        topic = topic.replace(each[0], "", 1)
        before = in_place_of(old[0], each[0])
    return before if not re.sub(_LED, "", f"{topic} ", flags=re.I).strip() else None


def _form(code: str) -> tuple[bool, bool]:
    return code[0].isalpha(), code[-1].isdigit()


def _sort(words: str) -> str:
    """Return "place" for a place, "name" for a name of somebody or something, "" for anything else."""
    phrases = parse(f"about {words}").phrases
    kind = phrases[0].kind if len(phrases) == 1 and phrases[0].named else ""
    is_place = kind == "place" or words.lower().removeprefix("the ") in PLACES
    return "place" if is_place else "name" if kind in _NAMES else ""
