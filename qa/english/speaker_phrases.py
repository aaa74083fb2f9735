"""Whether a noun phrase can speak, which one a sentence opens with, and how prominently it names somebody: whoever is on stage
is who the next "she" means."""

from dataclasses import replace

from qa.english.clauses import is_verb
from qa.english.entities import Entity
from qa.english.gazetteer import BODIES, COLLECTIVES, DOCUMENTS, FUNCTION_WORDS, THINGS, TIME_WORDS
from qa.english.lexicon import is_first_name, is_human, key
from qa.english.mentions import ASIDE, OBJECT, SUBJECT
from qa.english.name_spans import NameSpan
from qa.english.phrases import POSSESSIVES, POSTMODIFIERS, PREPOSITIONS, Phrase
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import AUXILIARIES, BE, MODALS, SPEECH
from qa.english.word_classes import word_class
from qa.english.word_lists import word_list

_CONNECTIVES = frozenset("and but so yet then still meanwhile however not even only".split())
_SPEAKING = COLLECTIVES | BODIES | DOCUMENTS
_TRAILING = TIME_WORDS | frozenset(
    "sent out last this that who late early which and but or of in from for the exclusively recently".split()
)
_LEADING = frozenset("now yet maybe then perhaps still even".split())
# A description with one of these in it is a piece of a sentence.
_PREDICATES = BE | (MODALS - {"to", "let"}) | AUXILIARIES - {"'s"} | {"still", "also", "even"}
# Tokens before a name that may be its bearer's description: "A former dog walker, Ann Lee".
_FRONT = 5
_INDEFINITE = frozenset(["a", "an", "one"])
_INTERVIEWING = word_list("verbs of interviewing")


def lead(parser: SubjectParser, limit: int, bodies: bool = False) -> Phrase | None:
    """Return the subject that the sentence opens with, past leading adverbials; a body only where `bodies` may speak."""
    start = past_dateline(parser)
    concerned = None
    for _ in range(3):
        while start < limit and (parser.low(start) in _CONNECTIVES or not parser.tokens[start].word):
            start += 1
        told = parser.is_quote(start + 2) or parser.low(start + 2).endswith("ed") or not parser.low(start).isalpha()
        if parser.is_mark(start + 1, ":") and start + 2 < limit and not told:
            start += 2  # "Plan: the mayor will …", "Omaha: A judge …"
        if not _adverbial(parser, start):
            break
        # On “Face of the Week,” Lee
        comma = next((i for i in range(start, min(limit, start + 30)) if parser.tokens[i].text in (",", "“,”")), None)
        if parser.low(start) in ("for", "among", "to"):
            concerned = concerned or _concerned(parser, start + 1, limit)
        if comma is None:
            return concerned
        start = comma + 1
        place = parser.starting.get(start)
        if place is not None and place.kind in ("place", "body") and parser.is_mark(place.end, ","):
            start = place.end + 1  # "Speaking in Clive, Iowa, Lee"
    if start >= limit or (parser.low(start) in SPEECH and not parser.tokens[start].capital):
        return concerned
    if parser.low(start) in ("he", "she", "they", "it"):
        return Phrase("pronoun", start, start + 1)
    found = parser.after(start, limit)
    if found is None:
        return concerned
    if found.kind == "description":
        # "The medical examiner's office released its results"
        verbs = (i for i in range(found.start + 1, found.end) if is_verb(parser, i) and parser.low(i) not in POSTMODIFIERS)
        found = replace(found, end=next(verbs, found.end))
    words = [parser.tokens[i].text for i in range(found.start, found.end)]
    if found.kind == "name" or any(is_human(word) for word in words):
        return found
    return (_body(parser, found) if bodies else None) or concerned


def past_dateline(parser: SubjectParser) -> int:
    """Return where the sentence begins after a dateline: "BLACK ROCK CITY, Nevada —"."""
    dash = next((i for i in range(1, min(9, len(parser.tokens))) if parser.is_mark(i, "—–")), 0)
    placed = dash and parser.tokens[0].text.isupper() and all(t.capital or not t.word for t in parser.tokens[:dash])
    return dash + 1 if placed else 0


def _body(parser: SubjectParser, found: Phrase) -> Phrase | None:
    """Return the body that a phrase begins with, up to its head: "The hospital" in "The hospital released"."""
    span = parser.starting.get(found.start + (parser.low(found.start) == "the"))
    if span is not None and parser.low(span.end) != "'s":
        return Phrase("name", span.start, span.end, span)
    heads = [i for i in range(found.start, found.end) if parser.low(i) in _SPEAKING]
    head = next((i for i in heads if i + 1 not in heads), 0)  # "a state agency"
    return Phrase("description", found.start, head + 1) if heads else None


def _adverbial(parser: SubjectParser, start: int) -> bool:
    first = parser.low(start)
    if first in PREPOSITIONS or first in ("later", "last", "earlier", "back", "elsewhere", "among"):
        return True
    span = parser.starting.get(start)
    if span is not None and span.kind in ("person", "likely"):
        following = parser.low(span.end)
        if len(span.words) > 1 or following in SPEECH or following in BE:
            return False
    return first.endswith(("ing", "ly")) or first in TIME_WORDS


def _concerned(parser: SubjectParser, start: int, limit: int) -> Phrase | None:
    """Return whom a sentence is about without being its subject: "For Ann Lee, it is simple", "Among them was Ann Lee"."""
    start = next((i + 1 for i in range(start, min(limit, start + 5)) if parser.low(i) in BE), start)
    span = parser.starting.get(start)
    if span is None or span.kind not in ("person", "likely") or span.end > limit or parser.low(span.end) == "'s":
        found = parser.after(start, limit)
        return found if found is not None and found.kind == "name" else None
    return Phrase("name", start, span.end, span)


def is_plural(parser: SubjectParser, subject: Phrase) -> bool:
    head = parser.low(subject.end - 1)
    if subject.kind == "pronoun":
        return head in ("they", "i", "we", "you", "who")
    if subject.kind == "name":
        return subject.several
    heads = [parser.low(i) for i in range(subject.start, subject.end)]
    return any(word in COLLECTIVES or (word.endswith("s") and not word.endswith("ss") and is_human(word)) for word in heads)


def can_speak(parser: SubjectParser, subject: Phrase) -> bool:
    if subject.kind != "description":
        return not (subject.kind == "pronoun" and parser.low(subject.start) == "you")
    words = [parser.low(i) for i in range(subject.start, subject.end)]
    return any(
        is_human(w) or w in _SPEAKING or (w[-1:] == "s" and w[:-1] in BODIES) or w in ("one", "another", "others")
        for w in words
    )


def is_speaker(entity: Entity) -> bool:
    """Whether that is what a person, a body or a document is called, and no event, thing, time or piece of a sentence."""
    words = [key(word) for word in entity.name.split()]
    if entity.kind == "described":
        whole = (
            (len(words[-1]) > 1 or words[-1].isdigit())
            and words[0] not in ("that", "there", "there's", "no", "neither")
            and _PREDICATES.isdisjoint(words)
        )
        return whole and (len(words) > 1 or words[0] in _SPEAKING or words[0].endswith("s") or is_human(words[0]))
    if entity.kind == "person" and len(words) > 1 and is_first_name(words[0]):
        return True  # "Bill Lee" is no bill
    things = {words[0], words[-1], words[0].removesuffix("s")}
    return things.isdisjoint(THINGS) and not all(w in TIME_WORDS or w in FUNCTION_WORDS for w in words)


def closes(parser: SubjectParser, phrase: Phrase) -> bool:
    after = parser.low(phrase.end)
    return not after or parser.is_mark(phrase.end, ",.;") or after in PREPOSITIONS or after == "who"


def touches_quote(parser: SubjectParser, verb: int) -> bool:
    """Whether a quotation follows within the phrase after the verb."""
    for index in range(verb + 1, min(verb + 8, len(parser.tokens))):
        if parser.is_quote(index):
            return True
        if parser.is_mark(index, ".;"):
            return False
    return False


def trimmed(phrase: Phrase, parser: SubjectParser) -> Phrase:
    """Cut what is no part of a description: "published" of "the study published", "3.3" of "3.3 The Landlord"."""
    start, end = phrase.start, phrase.end
    while end - start > 1 and (
        (parser.low(end - 1).endswith("ed") and parser.low(end - 2) != "the")
        or parser.low(end - 1) in _TRAILING
        or (parser.low(end - 1).isdigit() and parser.low(end - 2) in ("in", "late", "early"))
    ):
        end -= 1  # "a memo sent", "the judge in late 2020"
    start += end - start > 1 and parser.low(start) in _LEADING  # "Now its owner"
    # "a law that supporters say would help"
    relative = parser.low(start) == "that" and parser.low(end - 1).endswith("s") and end - start > 1
    numbered = parser.tokens[start].text[0].isdigit() and parser.low(start + 1) in ("the", "that", "this")
    return replace(phrase, start=start + (relative or numbered), end=end)


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


def stands_with_article(parser: SubjectParser, span: NameSpan) -> bool:
    """Whether a name is no person's, for the article before it: "The Grey Herons lost", unlike "the Obama years"."""
    if span.kind != "likely" or span.name > span.start or parser.low(span.start - 1) != "the":
        return False
    several = len(span.words) > 1 or parser.low(span.end - 1).endswith("s")  # "The Edge" is a musician
    return several and (is_verb(parser, span.end) or parser.is_mark(span.end, ".,"))


def _depends(opening: Phrase, parser: SubjectParser) -> bool:
    """Whether a subject is introduced through somebody else: "Her mother, Jane, was born", "Kitto's partner, Elowen"."""
    if opening.role is None:
        return False
    first, last = opening.role
    last = next((i for i in range(first, last) if parser.low(i) in PREPOSITIONS), last)  # "a cook at the zoo's inn" is on stage
    return parser.low(first) in POSSESSIVES or any(parser.low(i) == "'s" for i in range(first, last))


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
