"""Speech tags: how far one reaches, on which side of it the words said stand, and those whose verb has no tense of its own.

Such a verb stands in "took to the stage to call it", ", saying" and "was quoted as saying".
"""

from dataclasses import dataclass

from qa.english.clauses import has_clause, is_verb
from qa.english.gazetteer import BODIES, OCCASIONS, TIME_WORDS
from qa.english.lexicon import is_human
from qa.english.phrases import DETERMINERS, OUTSIDE, POSSESSIVES, PREPOSITIONS, PRONOUNS, Phrase
from qa.english.speaker_phrases import can_speak, lead, touches_quote
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import ADVERBS, AUXILIARIES, BE, MODALS, NAMING, PARTICIPLES, WITH_ADDRESSEE
from qa.english.word_classes import word_class
from qa.english.word_lists import word_list

OBJECT_PRONOUNS = frozenset(["him", "her", "me", "us", "them", "you", "it"])
_TIME_OPENERS = frozenset(["on", "late", "early", "earlier", "last", "this", "next", "in", "at", "by", "since"])
_OCCASION_OPENERS = frozenset("in at during on through via after from before to of when while as outside over about".split())
_DURING = frozenset("in at on during via through".split())
_ARTICLES = POSSESSIVES | {"a", "an", "the"}
_MANNERS = frozenset("simply only again afterwards too recently publicly flatly bluntly".split())
CLAUSE_OPENERS = word_list("openings of what is said")
# What somebody does before saying something: "took to Twitter to call", "went on to say", "used the speech to accuse".
_COMING = frozenset("took takes taking went goes going used uses using turned returned continued appeared".split())
# "He confirmed this saying it was so", with no comma before; but "of saying", "keep saying" tell of speech in general.
_SAID = frozenset("that it he she they there the a an this in “” “,” “.” , :".split())
_CITING = frozenset("quoted cited reported quotes cites quoting citing".split())
_ENDS = frozenset("with despite to that which who ,".split())
_GERUND = word_list("before a gerund")
# From this share of its uses as a noun, a word before "by" is one: "the letter by Ann Lee", but "signed by Ann Lee".
_NOUN = 0.5


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
        told = any(parser.low(each) not in DETERMINERS for each in range(index, end))  # "is ordering a “partial retreat”"
        addressee = (index, end) if told else None
        if parser.low(end) == "to" and lemma not in ("tell", "assure", "inform"):
            return index, addressee  # "urged residents to leave": what they are urged to do
        index = end
    return adverbials(parser, index), addressee


def addressee_end(parser: SubjectParser, start: int) -> int:
    if parser.low(start) in OBJECT_PRONOUNS:
        return start + 1
    index = start
    while index < len(parser.tokens) and index - start < 10:
        token = parser.tokens[index]
        if not token.word:
            break
        span = parser.starting.get(index)
        if span is not None:
            index = span.end
            following = parser.low(index)
            goes_on = following in ("'s", "and", "news") or following in BODIES or following in OCCASIONS
            if not goes_on and (not is_human(following) or is_verb(parser, index + 1)):
                return index  # "told CNN drivers felt uneasy"
            continue
        word = token.low
        if word in ("that", "how", "he", "she", "they", "it", "there", "whether", "why", "who") or (
            word in PREPOSITIONS and word not in ("of", "at")
        ):
            break
        inside = (
            index > start + 1 and parser.low(index - 1) in ("of", "at") and word in _ARTICLES
        )  # "urged members of a club to leave"
        if index > start and word in (BE | MODALS) - {"to"}:
            return _listener_end(parser, start, index)
        if index > start and ((word in DETERMINERS and not inside) or word == "to"):
            break
        index += 1
    return index


def _listener_end(parser: SubjectParser, start: int, verb: int) -> int:
    """Return where the listener ends before a clause: "told reporters teams are here"; nobody in "warned the gate was shut"."""
    span = parser.starting.get(start)
    end = span.end if span is not None else start + is_human(parser.low(start))
    return end if end < verb and parser.low(end) != "'s" and not is_human(parser.low(end)) else start


def adverbials(parser: SubjectParser, index: int) -> int:
    while (following := adverbial(parser, index)) != index:
        index = following
    return index


def adverbial(parser: SubjectParser, index: int) -> int:
    """Skip one adverbial of time or occasion: on Tuesday, this week, in an interview with the BBC, at a news conference."""
    word = parser.low(index)
    if word in TIME_WORDS or word in _MANNERS:
        return index if _is_theme(parser, index) else index + 1
    if word in _TIME_OPENERS:
        ahead = index + 1
        while parser.low(ahead) in ("the", "early", "late", "earlier", "last", "this", "a", "same") and ahead - index < 4:
            ahead += 1
        if parser.low(ahead) in TIME_WORDS or (word in ("in", "since") and parser.low(ahead)[:4].isdigit()):
            return ahead + 1 + parser.low(ahead + 1).isdigit()  # "on March 25"
    if word in _OCCASION_OPENERS:
        occasion, clause = False, 0
        for ahead in range(index + 1, min(index + 22, len(parser.tokens))):
            low = parser.low(ahead)
            told = parser.is_quote(ahead) or parser.is_mark(ahead, ",.;—–") or low in BE or low in MODALS
            if clause and told and has_clause(parser, clause, ahead + 1):
                return clause  # "said in an interview he would leave"
            if parser.is_quote(ahead):
                return ahead if occasion else index
            if low == "that" and (occasion or word in ("in", "at", "on")):
                return ahead
            if parser.is_mark(ahead, ",.;—–"):
                return ahead if occasion or parser.is_quote(ahead + 1) or parser.is_mark(ahead, ".;") else index
            occasion = occasion or low in OCCASIONS or low in TIME_WORDS
            if occasion and not clause and word in _DURING and low not in OUTSIDE and parser.low(ahead + 1) in CLAUSE_OPENERS:
                clause = ahead + 1
            if parser.tokens[ahead].text.islower() and (low in BE or (low in MODALS and low != "to")):
                return index
        else:
            return len(parser.tokens) if index + 22 > len(parser.tokens) else index
    return index


def _is_theme(parser: SubjectParser, index: int) -> bool:
    """Whether a word of time belongs to what is said: "said Monday's vote", "said May and June are", "said Friday was"."""
    after = parser.low(index + 1)
    listed = after in ("and", "or") and parser.low(index) in TIME_WORDS and parser.low(index + 2) in TIME_WORDS
    return after == "'s" or listed or (parser.low(index) in TIME_WORDS and after in (BE | MODALS) - {"to"})


@dataclass(slots=True)
class Tag:
    """Tokens `[start, end)` hold subject, verb, person spoken to and adverbials; a tag without subject takes the one before."""

    verb: int
    lemma: str
    start: int
    end: int
    addressee: tuple[int, int] | None
    subject: Phrase | None
    follows_words: bool = False
    linked: bool = False


def tag_of(parser: SubjectParser, verb: int, lemma: str, start: int, subject: Phrase | None, *, linked: bool = False) -> Tag:
    """Return the tag from `start` on; a linked one goes on with what was told before it."""
    return Tag(verb, lemma, start, *tag_extent(parser, verb, lemma), subject, linked=linked)


def placed(parser: SubjectParser, tag: Tag, earlier: list[Tag]) -> Tag:
    """Return the tag, told on which side of it the words said stand."""
    tag.follows_words = _comes_after_words(parser, tag, max([each.end for each in earlier], default=0))
    return tag


def _comes_after_words(parser: SubjectParser, tag: Tag, segment: int) -> bool:
    """Whether the words said stand before the tag."""
    tokens = parser.tokens
    if parser.low(tag.verb + 1) == "to" and is_verb(parser, tag.verb + 2, bare=True):
        return False  # "had pledged to back"
    before = tag.start - 1
    while before > segment and parser.low(before) in ("and", "but", "as"):
        before -= 1
    if before < segment:
        return False
    own = parser.is_quote(tag.end) or (parser.is_mark(tag.end, ",:") and parser.is_quote(tag.end + 1))
    if own and before < tag.start - 1 and parser.low(tag.start - 1) != "as":
        return False  # "… “a mistake” and Roe said “we must do it”"
    mark = parser.is_mark(before, ",—–-")
    if parser.is_quote(before) or (mark and before > segment and parser.is_quote(before - 1)):
        only = not any(token.word for token in tokens[segment : tag.start])
        opens_clause = parser.low(tag.end) in CLAUSE_OPENERS or tag.end in parser.starting
        return only or not opens_clause or _is_finished(parser, tag, segment)
    if not mark or parser.is_quote(tag.end + 1) or not _is_finished(parser, tag, segment):
        return False
    words = sum(token.word or token.quote is not None for token in tokens[segment : tag.start])
    first = parser.low(segment) if tokens[segment].word else parser.low(segment + 1)
    return words >= 4 and not (first in PREPOSITIONS and words < 8 and not has_clause(parser, segment, tag.start))


def _is_finished(parser: SubjectParser, tag: Tag, segment: int) -> bool:
    """Whether nothing that is said follows a tag."""
    if tag.end >= len(parser.tokens) or parser.is_mark(tag.end, ".,;!?—–") or parser.low(tag.end) in PARTICIPLES:
        return True
    return (
        tag.addressee is not None
        and has_clause(parser, segment, tag.start)
        and not parser.has_quote(tag.end)
        and not has_clause(parser, tag.end, len(parser.tokens))
    )


def infinitive(parser: SubjectParser, verb: int, lemma: str, earlier: list[Tag]) -> Tag | None:
    """Return the tag whose verb stands behind "to", as in: Lee took to the stage to call it “…”."""
    to = verb - 1
    if earlier or not touches_quote(parser, verb) or not any(parser.low(i) in _COMING for i in range(max(0, to - 8), to)):
        return None
    subject = lead(parser, to)
    if subject is None or subject.kind == "description":
        return None
    return tag_of(parser, verb, lemma, to, subject, linked=True)


def participle(parser: SubjectParser, verb: int, lemma: str, low: int, earlier: list[Tag], after_quote: bool) -> Tag | None:
    previous = verb - 1
    before = parser.low(previous)
    citing = next((i for i in range(verb - 2, max(low, verb - 14), -1) if parser.low(i) in _CITING), None)
    if before == "as" and citing is not None:
        subject = _cited(parser, low, citing, previous)
        return placed(parser, tag_of(parser, verb, lemma, low, subject), earlier) if subject else None
    if before in BE or (before == "'s" and parser.low(verb - 2) in PRONOUNS):
        subject = parser.before(low, previous)
        if subject is not None and can_speak(parser, subject):
            return tag_of(parser, verb, lemma, subject.start, subject)
        return None
    with_ = next((i for i in range(verb - 1, max(low - 1, verb - 12), -1) if parser.low(i) in _ENDS), -1)
    if with_ >= 0 and parser.low(with_) in ("with", "despite") and not is_human(parser.low(with_ - 1)):
        end = next(i for i in range(verb, with_, -1) if parser.low(i - 1) not in ADVERBS)
        subject = parser.whole(with_ + 1, end)  # "…, with Ann Lee saying that …"
        named = subject is not None and subject.kind == "name"
        # not "met with reporters saying it was over"
        if named or with_ == 0 or parser.low(with_) == "despite" or parser.is_mark(with_ - 1, ",—–-"):
            if subject is None and touches_quote(parser, verb):
                subject = Phrase("description", with_ + 1, end)  # "with a voice in Welsh saying “…”"
            able = subject is not None and subject.kind != "pronoun"
            return tag_of(parser, verb, lemma, subject.start, subject) if subject is not None and able else None
    agent = parser.spans.get(previous) if parser.is_mark(previous, ",") else None
    by = agent.start - 1 - (parser.low(agent.start - 1) == "the") if agent is not None else 0
    done = parser.low(by) == "by" and parser.low(by - 2) not in BE and word_class(parser.low(by - 1)).noun < _NOUN
    if agent is not None and done:  # "a suit brought by Ann Lee, alleging …", but "he was met by Ann Lee, saying …"
        subject = parser.ending_at(agent.start, agent.end)
        return tag_of(parser, verb, lemma, verb, subject) if subject is not None else None
    clause = parser.low(verb + 1) == "that" or has_clause(parser, verb + 1, len(parser.tokens), closely=True)
    if lemma == "find" and not clause:
        return None  # "finding success with singles called “Rain” and “Late”"
    unmarked = (
        lemma in ("say", "add") and parser.low(verb + 1) in _SAID and parser.tokens[previous].word and before not in _GERUND
    )
    joined = before in ("by", "while", "before", "and", "but")
    if not (previous < 0 or after_quote or unmarked or joined or parser.is_mark(previous, ",—–")):
        return None
    if not touches_quote(parser, verb) and (parser.is_mark(verb + 1, ",;.") or parser.low(verb + 1) in ("and", "or")):
        return None  # "a watch, warning or advisory"
    return tag_of(parser, verb, lemma, previous if joined else verb, None, linked=True)


def _cited(parser: SubjectParser, low: int, citing: int, end: int) -> Phrase | None:
    """Return the subject of "was quoted as", the object of "the radio quoted one witness as"."""
    passive = citing
    while passive > low and (parser.low(passive - 1) in BE or parser.low(passive - 1) in AUXILIARIES):
        passive -= 1
    return parser.before(low, passive) if passive < citing else parser.before(citing + 1, end)
