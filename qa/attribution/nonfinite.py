"""Speech tags whose verb has no tense of its own: "took to the stage to call it", ", saying", "was quoted as saying"."""

from qa.attribution.tag import Tag, comes_after_words, linked
from qa.attribution.tag_extent import tag_extent
from qa.english.phrases import PRONOUNS, Phrase
from qa.english.speaker_phrases import can_speak, lead, touches_quote
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import AUXILIARIES, BE

# What somebody does before saying something: "took to Twitter to call", "went on to say", "used the speech to accuse".
_COMING = frozenset("took takes taking went goes going used uses using turned returned continued appeared".split())
# "He confirmed this saying it was so", with no comma before; but "of saying", "keep saying" tell of speech in general.
_SAID = frozenset("that it he she they there the a an this in “” “,” “.” , :".split())
_GERUND = frozenset(
    "of for from without about like as than keep keeps kept start starts started stop stopped not just is are was"
    " were be been goes when after in to on or than worth".split()
)


def infinitive(parser: SubjectParser, verb: int, lemma: str, earlier: list[Tag]) -> Tag | None:
    """Return the tag whose verb stands behind "to", as in: Lee took to the stage to call it “…”."""
    to = verb - 1
    if earlier or not touches_quote(parser, verb) or not any(parser.low(i) in _COMING for i in range(max(0, to - 8), to)):
        return None
    subject = lead(parser, to)
    if subject is None or subject.kind == "description":
        return None
    return linked(parser, verb, lemma, to, subject)


def participle(parser: SubjectParser, verb: int, lemma: str, low: int, earlier: list[Tag], after_quote: bool) -> Tag | None:
    previous = verb - 1
    before = parser.low(previous)
    if before == "as":
        for index in range(verb - 2, max(low, verb - 14), -1):
            if parser.low(index) in ("quoted", "cited", "reported", "quotes", "cites", "quoting", "citing"):
                passive = index
                while passive > low and (parser.low(passive - 1) in BE or parser.low(passive - 1) in AUXILIARIES):
                    passive -= 1
                subject = parser.before(low, passive) if passive < index else parser.before(index + 1, previous)
                return _quoted(parser, verb, lemma, subject, low, earlier) if subject else None
    if before in BE or (before in ("'s", "’s") and parser.low(verb - 2) in PRONOUNS):
        subject = parser.before(low, previous)
        if subject is not None and can_speak(parser, subject):
            return Tag(verb, lemma, subject.start, tag_extent(parser, verb, lemma)[0], subject)
        return None
    caller = parser.spans.get(verb)
    ahead = caller.start - 1 - (parser.low(caller.start - 1) == "the") if caller is not None else 0
    if caller is not None and caller.kind in ("person", "likely", "body") and parser.low(ahead) in ("with", "despite"):
        subject = parser.ending_at(caller.start, verb)  # "…, with Ann Lee saying that …"
        return Tag(verb, lemma, caller.start, tag_extent(parser, verb, lemma)[0], subject) if subject is not None else None
    unmarked = (
        lemma in ("say", "add") and parser.low(verb + 1) in _SAID and parser.tokens[previous].word and before not in _GERUND
    )
    joined = before in ("by", "while", "before", "and", "but")
    if not (previous < 0 or after_quote or unmarked or joined or parser.is_mark(previous, ",—–")):
        return None
    if not touches_quote(parser, verb) and (parser.is_mark(verb + 1, ",;.") or parser.low(verb + 1) in ("and", "or")):
        return None  # "a watch, warning or advisory"
    return linked(parser, verb, lemma, previous if joined else verb)


def _quoted(parser: SubjectParser, verb: int, lemma: str, subject: Phrase, start: int, earlier: list[Tag]) -> Tag:
    """Return the tag of "was quoted as saying" and "the radio quoted one witness as saying"."""
    tag = Tag(verb, lemma, start, tag_extent(parser, verb, lemma)[0], subject)
    tag.follows_words = comes_after_words(parser, tag, max([t.end for t in earlier], default=0))
    return tag
