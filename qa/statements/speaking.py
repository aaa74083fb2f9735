"""Whether a noun phrase can speak, and which one a unit opens with."""

from qa.statements.nouns import BODIES, COLLECTIVES, DOCUMENTS, TIME_WORDS
from qa.statements.phrases import PREPOSITIONS, Phrase
from qa.statements.reader import Reader
from qa.statements.runs import is_human


def lead(reader: Reader, limit: int) -> Phrase | None:
    """The subject that the unit opens with, past leading adverbials."""
    start = 0
    for _ in range(3):
        while start < limit and (
            reader.low(start) in ("and", "but", "so", "yet", "then", "still") or not reader.tokens[start].word
        ):
            start += 1
        first = reader.low(start)
        if (
            first in PREPOSITIONS
            or first.endswith(("ing", "ly"))
            or first in TIME_WORDS
            or first in ("later", "last", "earlier")
        ):
            comma = next((i for i in range(start, min(limit, start + 30)) if reader.is_mark(i, ",")), None)
            if comma is None:
                return None
            start = comma + 1
            continue
        break
    if start >= limit:
        return None
    if reader.low(start) in ("he", "she", "they", "it"):
        return Phrase("pronoun", start, start + 1)
    found = reader.after(start, limit)
    return (
        found
        if found is not None and (found.kind == "name" or any(is_human(t.text) for t in reader.tokens[found.start : found.end]))
        else None
    )


def is_plural(reader: Reader, subject: Phrase) -> bool:
    head = reader.low(subject.end - 1)
    if subject.kind == "pronoun":
        return head in ("they", "i", "we", "you", "who")
    if subject.kind == "name":
        return subject.several
    heads = [reader.low(i) for i in range(subject.start, subject.end)]
    return any(word in COLLECTIVES or (word.endswith("s") and not word.endswith("ss") and is_human(word)) for word in heads)


def can_speak(reader: Reader, subject: Phrase) -> bool:
    if subject.kind != "description":
        return not (subject.kind == "pronoun" and reader.low(subject.start) == "you")
    words = [reader.low(i) for i in range(subject.start, subject.end)]
    return any(
        is_human(w) or w in COLLECTIVES or w in BODIES or w in DOCUMENTS or w in ("one", "another", "others") for w in words
    )


def closes(reader: Reader, phrase: Phrase) -> bool:
    end = phrase.end
    return (
        end >= len(reader.tokens) or reader.is_mark(end, ",.;") or reader.low(end) in PREPOSITIONS or reader.low(end) == "who"
    )


def touches_quote(reader: Reader, verb: int) -> bool:
    """Whether a quotation follows within the phrase after the verb."""
    for index in range(verb + 1, min(verb + 8, len(reader.tokens))):
        if reader.tokens[index].quote is not None:
            return True
        if reader.is_mark(index, ".;"):
            return False
    return False
