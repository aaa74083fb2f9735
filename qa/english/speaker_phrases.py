"""Whether a noun phrase can speak, and which one a unit opens with."""

from qa.english.entities import Entity
from qa.english.gazetteer import BODIES, DOCUMENTS, FUNCTION_WORDS, THINGS, TIME_WORDS
from qa.english.lexicon import is_first_name, is_human, key
from qa.english.nouns import COLLECTIVES
from qa.english.phrases import PREPOSITIONS, Phrase
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import AUXILIARIES, BE, MODALS, SPEECH

_CONNECTIVES = frozenset(["and", "but", "so", "yet", "then", "still", "meanwhile", "not", "even", "only"])


_SPEAKING = COLLECTIVES | BODIES | DOCUMENTS
# A description with one of these in it is a piece of a sentence.
_PREDICATES = BE | (MODALS - {"to", "let"}) | AUXILIARIES - {"'s", "’s"} | {"still", "also", "even"}


def lead(reader: SubjectParser, limit: int, bodies: bool = False) -> Phrase | None:
    """The subject that the unit opens with, past leading adverbials; a body only where `bodies` may speak."""
    start = past_dateline(reader)
    concerned = None
    for _ in range(3):
        while start < limit and (reader.low(start) in _CONNECTIVES or not reader.tokens[start].word):
            start += 1
        if not _adverbial(reader, start):
            break
        comma = next((i for i in range(start, min(limit, start + 30)) if _comma(reader, i)), None)
        if reader.low(start) in ("for", "among", "to"):
            concerned = concerned or _concerned(reader, start + 1, limit)
        if comma is None:
            return concerned
        start = comma + 1
    if start >= limit or (reader.low(start) in SPEECH and not reader.tokens[start].capital):
        return concerned
    if reader.low(start) in ("he", "she", "they", "it"):
        return Phrase("pronoun", start, start + 1)
    found = reader.after(start, limit)
    if found is None:
        return concerned
    words = [reader.tokens[i].text for i in range(found.start, found.end)]
    if found.kind == "name" or any(is_human(word) for word in words):
        return found
    return (_body(reader, found) if bodies else None) or concerned


def past_dateline(reader: SubjectParser) -> int:
    """Past "BLACK ROCK CITY, Nevada —"."""
    dash = next((i for i in range(1, min(9, len(reader.tokens))) if reader.is_mark(i, "—–")), 0)
    placed = dash and reader.tokens[0].text.isupper() and all(t.capital or not t.word for t in reader.tokens[:dash])
    return dash + 1 if placed else 0


def _comma(reader: SubjectParser, index: int) -> bool:
    return reader.is_mark(index, ",") or reader.tokens[index].text == "“,”"  # On “Face of the Week,” Lee


def _body(reader: SubjectParser, found: Phrase) -> Phrase | None:
    """The body that a phrase begins with, up to its head: "The hospital" in "The hospital released"."""
    run = reader.starting.get(found.start + (reader.low(found.start) == "the"))
    if run is not None and reader.low(run.end) not in ("'s", "’s"):
        return Phrase("name", run.start, run.end, run)
    heads = [i for i in range(found.start, found.end) if reader.low(i) in _SPEAKING]
    return Phrase("description", found.start, heads[0] + 1) if heads else None


def _adverbial(reader: SubjectParser, start: int) -> bool:
    first = reader.low(start)
    if first in PREPOSITIONS or first in ("later", "last", "earlier", "back", "elsewhere", "among"):
        return True
    run = reader.starting.get(start)
    following = reader.low(run.end) if run is not None else ""
    named = (
        run is not None
        and run.kind in ("person", "likely")
        and (len(run.words) > 1 or (following in SPEECH or following in BE))
    )
    return not named and (first.endswith(("ing", "ly")) or first in TIME_WORDS)


def _concerned(reader: SubjectParser, start: int, limit: int) -> Phrase | None:
    """Whom a sentence is about that has somebody for no subject: "For Ann Lee, it is simple", "Among them was Ann Lee"."""
    ahead = next((i for i in range(start, min(limit, start + 5)) if reader.low(i) in BE), None)
    if ahead is not None:
        start = ahead + 1
    run = reader.starting.get(start)
    if run is None or run.kind not in ("person", "likely") or run.end > limit or reader.low(run.end) in ("'s", "’s"):
        found = reader.after(start, limit)
        return found if found is not None and found.kind == "name" else None
    return Phrase("name", start, run.end, run)


def is_plural(reader: SubjectParser, subject: Phrase) -> bool:
    head = reader.low(subject.end - 1)
    if subject.kind == "pronoun":
        return head in ("they", "i", "we", "you", "who")
    if subject.kind == "name":
        return subject.several
    heads = [reader.low(i) for i in range(subject.start, subject.end)]
    return any(word in COLLECTIVES or (word.endswith("s") and not word.endswith("ss") and is_human(word)) for word in heads)


def can_speak(reader: SubjectParser, subject: Phrase) -> bool:
    if subject.kind != "description":
        return not (subject.kind == "pronoun" and reader.low(subject.start) == "you")
    words = [reader.low(i) for i in range(subject.start, subject.end)]
    return any(
        is_human(w) or w in _SPEAKING or (w[-1:] == "s" and w[:-1] in BODIES) or w in ("one", "another", "others")
        for w in words
    )


def is_speaker(figure: Entity) -> bool:
    """Whether that is what a person, a body or a document is called, and no event, thing, time or piece of a sentence."""
    words = [key(word) for word in figure.name.split()]
    if figure.kind == "described":
        whole = words[0] not in ("that", "there", "there's", "no", "neither") and _PREDICATES.isdisjoint(words)
        return whole and (len(words) > 1 or words[0] in _SPEAKING or words[0].endswith("s") or is_human(words[0]))
    if figure.kind == "person" and len(words) > 1 and is_first_name(words[0]):
        return True  # "Bill Lee" is no bill
    things = {words[0], words[-1], words[0].removesuffix("s")}
    return things.isdisjoint(THINGS) and not all(w in TIME_WORDS or w in FUNCTION_WORDS for w in words)


def closes(reader: SubjectParser, phrase: Phrase) -> bool:
    end = phrase.end
    return (
        end >= len(reader.tokens) or reader.is_mark(end, ",.;") or reader.low(end) in PREPOSITIONS or reader.low(end) == "who"
    )


def touches_quote(reader: SubjectParser, verb: int) -> bool:
    """Whether a quotation follows within the phrase after the verb."""
    for index in range(verb + 1, min(verb + 8, len(reader.tokens))):
        if reader.tokens[index].quote is not None:
            return True
        if reader.is_mark(index, ".;"):
            return False
    return False
