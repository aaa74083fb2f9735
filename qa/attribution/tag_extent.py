"""How far a speech tag reaches past its verb: the person spoken to, and adverbials of time and occasion."""

from qa.english.clauses import is_verb
from qa.english.gazetteer import BODIES, OCCASIONS, TIME_WORDS
from qa.english.lexicon import is_human
from qa.english.phrases import DETERMINERS, PREPOSITIONS
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import BE, MODALS, NAMING, WITH_ADDRESSEE

_OBJECT_PRONOUNS = frozenset(["him", "her", "me", "us", "them", "you", "it"])
_TIME_OPENERS = frozenset(["on", "late", "early", "earlier", "last", "this", "next", "in", "at", "by", "since"])
_OCCASION_OPENERS = frozenset("in at during on through via after from before to of when while as outside over about".split())
_MANNERS = frozenset("simply only again afterwards too recently publicly flatly bluntly".split())


def tag_extent(parser: SubjectParser, verb: int, lemma: str) -> tuple[int, tuple[int, int] | None]:
    """Return where the words said may begin after the verb, and the person spoken to."""
    index = verb + 1
    addressee = None
    if lemma in ("go", "point", "sum", "speak", "call"):
        while parser.low(index) in ("on", "out", "up", "to", "say", "add", "for"):
            index += 1
    if lemma in NAMING:
        return index, None
    if lemma in WITH_ADDRESSEE:
        end = addressee_end(parser, index)
        addressee = (index, end) if end > index else None
        if parser.low(end) == "to" and lemma not in ("tell", "assure", "inform"):
            return index, addressee  # "urged residents to leave": what they are urged to do
        index = end
    index = adverbials(parser, index)
    return index, addressee


def addressee_end(parser: SubjectParser, start: int) -> int:
    if parser.low(start) in _OBJECT_PRONOUNS:
        return start + 1
    index = start
    while index < len(parser.tokens) and index - start < 10:
        token = parser.tokens[index]
        if token.quote is not None or not token.word:
            break
        span = parser.starting.get(index)
        if span is not None:
            index = span.end
            following = parser.low(index)
            goes_on = following in ("'s", "’s", "and", "news") or following in BODIES or following in OCCASIONS
            if not goes_on and (not is_human(following) or is_verb(parser, index + 1)):
                return index  # "told CNN drivers felt uneasy"
            continue
        word = token.low
        if word in ("that", "how", "he", "she", "they", "it", "there", "whether", "why", "who") or (
            word in PREPOSITIONS and word not in ("of", "at")
        ):
            break
        if index > start and (word in DETERMINERS or word in BE or word in MODALS):
            break
        index += 1
    return index


def adverbials(parser: SubjectParser, index: int) -> int:
    for _ in range(6):
        following = adverbial(parser, index)
        if following == index:
            break
        index = following
    return index


def adverbial(parser: SubjectParser, index: int) -> int:
    """Skip one adverbial of time or occasion: on Tuesday, this week, in an interview with the BBC, at a news conference."""
    word = parser.low(index)
    if word in TIME_WORDS or word in _MANNERS:
        return index + 1
    if word in _TIME_OPENERS:
        ahead = index + 1
        while parser.low(ahead) in ("the", "early", "late", "earlier", "last", "this", "a", "same") and ahead - index < 4:
            ahead += 1
        if parser.low(ahead) in TIME_WORDS or (word in ("in", "since") and parser.low(ahead)[:4].isdigit()):
            return ahead + 1 + parser.low(ahead + 1).isdigit()  # "on March 25"
    if word in _OCCASION_OPENERS:
        occasion = False
        for ahead in range(index + 1, min(index + 22, len(parser.tokens))):
            low = parser.low(ahead)
            if parser.tokens[ahead].quote is not None:
                return ahead if occasion else index
            if low == "that" and (occasion or word in ("in", "at", "on")):
                return ahead
            if parser.is_mark(ahead, ",.;—–"):
                return ahead if occasion or only_quote_follows(parser, ahead) or parser.is_mark(ahead, ".;") else index
            occasion = occasion or low in OCCASIONS or low in TIME_WORDS
            if parser.tokens[ahead].text.islower() and (low in BE or (low in MODALS and low != "to")):
                return index
        else:
            return len(parser.tokens) if index + 22 > len(parser.tokens) else index
    return index


def only_quote_follows(parser: SubjectParser, index: int) -> bool:
    return index + 1 < len(parser.tokens) and parser.tokens[index + 1].quote is not None
