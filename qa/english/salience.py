"""How prominently a sentence names somebody: whoever is on stage is who the next "she" means."""

from qa.english.clauses import is_verb
from qa.english.lexicon import is_human
from qa.english.mentions import ASIDE, OBJECT, SUBJECT
from qa.english.name_spans import NameSpan
from qa.english.phrases import POSSESSIVES, PREPOSITIONS, Phrase
from qa.english.speaker_phrases import past_dateline
from qa.english.subject_parser import SubjectParser
from qa.english.word_classes import word_class
from qa.english.word_lists import word_list

# Tokens before a name that may be its bearer's description: "A former dog walker, Ann Lee".
_FRONT = 5
_INDEFINITE = frozenset(["a", "an", "one"])
_INTERVIEWING = word_list("verbs of interviewing")


def prominence(parser: SubjectParser, span: NameSpan, opening: Phrase | None, fronted: NameSpan | None, within: bool) -> float:
    """Weigh one mention; `opening` is the sentence's subject, `within` says that the name stands in words said."""
    if span is fronted:
        return SUBJECT
    if opening is not None and opening.span is span and not within:
        return SUBJECT - 0.5 * _depends(opening, parser)
    if _interviewed(parser, span):
        return SUBJECT
    if parser.low(span.end) == "'s" or parser.low(span.start - 1) in PREPOSITIONS or within:
        return ASIDE
    return OBJECT


def unnamed(parser: SubjectParser) -> set[str]:
    """Return the nouns that bring in somebody without a name: "handed in by a tram driver"."""
    found: set[str] = set()
    if _INDEFINITE.isdisjoint(parser.lows):
        return found
    for index, token in enumerate(parser.tokens):
        if token.low in _INDEFINITE:
            end = index + 1
            while end < index + 5 and end < len(parser.tokens) and parser.tokens[end].word and not is_human(parser.low(end)):
                end += 1
            named = end + 1 in parser.starting or parser.is_mark(end + 1, ",") or end in parser.starting
            if end < len(parser.tokens) and is_human(parser.low(end)) and not named:
                found.add(parser.low(end))
    return found


def is_stranger(span: NameSpan, parser: SubjectParser) -> bool:
    """Whether a subject of several words is somebody's name that no list knows: "Zygmara Wahl walked in"."""
    unknown = span.kind == "likely" and len(span.words) > 1 and not any(word_class(word.lower()).common for word in span.words)
    return unknown and is_verb(parser, span.end) and parser.is_mark(len(parser.tokens) - 1, ".")  # a heading has no full stop


def _depends(opening: Phrase, parser: SubjectParser) -> bool:
    """Whether a subject is introduced through somebody else: "Her mother, Jane, was born", "Kitto's partner, Elowen"."""
    if opening.role is None:
        return False
    return parser.low(opening.role[0]) in POSSESSIVES or any(parser.low(i) == "'s" for i in range(*opening.role))


def _interviewed(parser: SubjectParser, span: NameSpan) -> bool:
    """Whether the writer asks this person, whose answer is to come: "Later, I ask Brannigan what it is like"."""
    verb = span.start - 1
    while parser.low(verb) in ("to", "with"):
        verb -= 1
    return parser.low(verb) in _INTERVIEWING and parser.low(verb - 1) in ("i", "we")


def fronted_by(opening: Phrase | None, parser: SubjectParser) -> NameSpan | None:
    """Return the name a sentence opens with behind words for its bearer: "A dog walker, Ann Lee, called"."""
    if opening is None:
        first = past_dateline(parser)
        near = sorted((r for r in parser.spans.values() if first <= r.start <= first + _FRONT), key=lambda span: span.start)
        # "Sporting director Ann Lee": a single word with a capital opens any sentence.
        span = next((span for span in near if len(span.words) > 1), near[0] if near else None)
        if span is None or parser.low(span.end) == "'s":
            return None
        return None if any(parser.low(i) in PREPOSITIONS for i in range(first, span.start)) else span
    if opening.kind == "description" and parser.is_mark(opening.end, ","):
        span = parser.starting.get(opening.end + 1)
        return span if span is not None and parser.is_mark(span.end, ",") else None
    return None
