"""Speech tags whose verb has no tense of its own: "took to the stage to call it", ", saying", "was quoted as saying"."""

from qa.attribution.tag import Tag, is_post, linked
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
    """
    of for from without about like as than keep keeps kept start starts started stop stopped not just is are was were be been
    goes when after in to on or than worth
    """.split()
)


def infinitive(reader: SubjectParser, verb: int, lemma: str, earlier: list[Tag]) -> Tag | None:
    """ "Lee took to the stage to call it “…”"."""
    to = verb - 1
    if earlier or not touches_quote(reader, verb) or not any(reader.low(i) in _COMING for i in range(max(0, to - 8), to)):
        return None
    subject = lead(reader, to)
    if subject is None or subject.kind == "description":
        return None
    return linked(reader, verb, lemma, to, subject)


def participle(reader: SubjectParser, verb: int, lemma: str, low: int, earlier: list[Tag], after_quote: bool) -> Tag | None:
    previous = verb - 1
    before = reader.low(previous)
    if before == "as":
        for index in range(verb - 2, max(low, verb - 14), -1):
            if reader.low(index) in ("quoted", "cited", "reported", "quotes", "cites", "quoting", "citing"):
                passive = index
                while passive > low and (reader.low(passive - 1) in BE or reader.low(passive - 1) in AUXILIARIES):
                    passive -= 1
                subject = reader.before(low, passive) if passive < index else reader.before(index + 1, previous)
                return _quoted(reader, verb, lemma, subject, low, earlier) if subject else None
    if before in BE or (before in ("'s", "’s") and reader.low(verb - 2) in PRONOUNS):
        subject = reader.before(low, previous)
        if subject is not None and can_speak(reader, subject):
            return Tag(verb, lemma, subject.start, tag_extent(reader, verb, lemma)[0], subject)
        return None
    caller = reader.runs.get(verb)
    ahead = caller.start - 1 - (reader.low(caller.start - 1) == "the") if caller is not None else 0
    if caller is not None and caller.kind in ("person", "likely", "body") and reader.low(ahead) in ("with", "despite"):
        subject = reader.ending_at(caller.start, verb)  # "…, with Ann Lee saying that …"
        return Tag(verb, lemma, caller.start, tag_extent(reader, verb, lemma)[0], subject) if subject is not None else None
    unmarked = (
        lemma in ("say", "add") and reader.low(verb + 1) in _SAID and reader.tokens[previous].word and before not in _GERUND
    )
    joined = before in ("by", "while", "before", "and", "but")
    if not (previous < 0 or after_quote or unmarked or joined or reader.is_mark(previous, ",—–")):
        return None
    if not touches_quote(reader, verb) and (reader.is_mark(verb + 1, ",;.") or reader.low(verb + 1) in ("and", "or")):
        return None  # "a watch, warning or advisory"
    return linked(reader, verb, lemma, previous if joined else verb)


def _quoted(reader: SubjectParser, verb: int, lemma: str, subject: Phrase, start: int, earlier: list[Tag]) -> Tag:
    """ "was quoted as saying", "the radio quoted one witness as saying"."""
    tag = Tag(verb, lemma, start, tag_extent(reader, verb, lemma)[0], subject)
    tag.post = is_post(reader, tag, max([t.end for t in earlier], default=0))
    return tag
