"""Speech tags: who is said to say something, and which side of the tag the words said stand on."""

from dataclasses import replace

from qa.attribution.nonfinite import infinitive, participle
from qa.attribution.tag import CLAUSE_OPENERS, Tag, is_post, linked
from qa.attribution.tag_extent import adverbials, tag_extent
from qa.english.clauses import has_clause, is_verb
from qa.english.gazetteer import DOCUMENTS
from qa.english.lexicon import is_human
from qa.english.phrases import DETERMINERS, Phrase
from qa.english.speaker_phrases import can_speak, closes, is_plural, lead, touches_quote
from qa.english.subject_parser import SubjectParser
from qa.english.tokens import QUOTATIONS
from qa.english.verbs import ADVERBS, AUXILIARIES, PARTICIPLES, REPORTING, SAYING, SPEECH, WITH_ADDRESSEE
from qa.english.word_classes import FUNCTION_WORDS, TIMES, word

_LINKS = frozenset(["and", "but", "then", "or", ",", "—", "–", "-"])
_NOUNLIKE = frozenset(
    """
    the a an his her their its my our your this these those some any no of in for on with all both new 's ’s
    """.split()
)
# Verbs whose base and third forms are nouns as often.
_NOUNS = frozenset(
    """
    post text report comment question message blog caption state order demand claim estimate challenge appeal offer
    quote
    """.split()
)

# These tell somebody's words only where "as" stands before the quotation: introduced her as “…”.
_AS_ONLY = frozenset("introduce view regard frame paint see cast remember".split())
_GOES_ON = QUOTATIONS | {"on", ",", ":"}
# One of these is in every tag.
_TELLING = SPEECH.keys() | {"according"}
# Above this share of its uses as a noun, a word goes on with the nouns before it.
_NOUN = 0.5
# Above this share of its uses as an adjective, a word before the verb makes a noun of it.
_ADJECTIVE = 0.5


def find_tags(reader: SubjectParser) -> list[Tag]:
    """The tags of one unit from left to right."""
    tokens = reader.tokens
    tags: list[Tag] = []
    if _TELLING.isdisjoint(reader.lows):
        return tags
    low = 0
    index = 0
    while index < len(tokens):
        token = tokens[index]
        tag = None
        if token.quote is not None:
            low = index + 1
        elif token.low == "according" and reader.low(index + 1) == "to":
            tag = _according(reader, index)
        elif token.low in SPEECH and (not token.capital or index == 0 or tokens[index - 1].quote is not None):
            tag = _tag_at(reader, index, low, tags)
        if tag is not None and (tag.post or tag.lemma in REPORTING or any(t.quote is not None for t in tokens[tag.start :])):
            tags.append(tag)
            low = max(low, tag.end if tag.post else index + 1)
            index = max(index + 1, tag.end if tag.post and tag.subject and tag.subject.start > tag.verb else index + 1)
        else:
            index += 1
    return tags


def _according(reader: SubjectParser, index: int) -> Tag | None:
    subject = reader.after(index + 2, len(reader.tokens))
    if subject is None:
        return None
    if subject.kind == "description":
        subject = replace(subject, end=_past_nouns(reader, subject.end))
    end = subject.role[1] if subject.role and subject.role[0] > subject.end else subject.end
    leading = all(not reader.tokens[i].word and reader.tokens[i].quote is None for i in range(index))
    leading = leading or reader.low(index - 1) in ("and", "but", "because", "while")
    return Tag(index, "according", index, end, subject, post=not leading)


def _past_nouns(reader: SubjectParser, index: int) -> int:
    """Past "results" in "according to the official results": whoever is an official didn't say it."""
    while index < len(reader.tokens) and reader.tokens[index].text.islower() and _is_thing(reader.low(index)):
        index += 1
    return index


def _is_thing(low: str) -> bool:
    return (
        word(low).noun > _NOUN
        and low not in FUNCTION_WORDS | TIMES
        and (low == "tally" or not low.endswith(("ed", "ing", "ly")))
    )


def _tag_at(reader: SubjectParser, verb: int, low: int, earlier: list[Tag]) -> Tag | None:
    lemma, form = SPEECH[reader.tokens[verb].low]
    previous = verb - 1
    after_quote = previous >= 0 and (
        reader.tokens[previous].quote is not None
        or (reader.is_mark(previous, ",—–-") and previous > 0 and reader.tokens[previous - 1].quote is not None)
    )
    if form == "ing":
        return participle(reader, verb, lemma, low, earlier, after_quote)
    if not _may_tell(reader, verb, low):
        return None
    if form == "base" and reader.low(previous) == "to":
        return infinitive(reader, verb, lemma, earlier)
    ahead = None if after_quote else reader.before(low, verb)
    inverted = _inverted(reader, verb, after_quote, alone=ahead is None) or _closed(reader, verb)
    if inverted is not None:
        return inverted
    subject = reader.before(low, verb)
    if subject is None and low and not after_quote:
        wider = max([t.end for t in earlier], default=0)
        subject = reader.before(wider, verb) if wider < low and _fragment_inside(reader, low) else None
    if subject is None:
        return None if _restricted(reader, verb) else _linked(reader, verb, earlier)
    if _is_noun(reader, verb, subject) or _parted(reader, verb, subject) or _restricted(reader, verb):
        return None
    anybody = _says_clause(reader, verb) and reader.low(subject.start) in DETERMINERS
    aloud = touches_quote(reader, verb) or subject.start == low > 0 or anybody
    if not aloud and not can_speak(reader, subject):
        return None
    end, addressee = tag_extent(reader, verb, lemma)
    tag = Tag(verb, lemma, subject.start, end, subject, addressee=addressee)
    tag.post = is_post(reader, tag, max([t.end for t in earlier], default=0))
    return tag


def _may_tell(reader: SubjectParser, verb: int, low: int) -> bool:
    """Whether the word is a verb of speech here, as far as the words beside it tell."""
    lemma, form = SPEECH[reader.tokens[verb].low]
    before, after = reader.low(verb - 1), reader.low(verb + 1)
    if lemma in ("quote", "cite") and any(
        reader.low(i) == "as" and reader.low(i + 1) in PARTICIPLES for i in range(verb, verb + 14)
    ):
        return False  # "CNN quoted an official as saying": the official speaks
    adjective = word(before).adjective > _ADJECTIVE and not is_human(before)
    if form in ("base", "third") and (adjective or before in _NOUNLIKE):
        return False
    if lemma in ("find", "show") and not (after == "that" or reader.is_mark(verb + 1, ".,")):
        found = reader.before(low, verb)
        documents = found is not None and any(reader.low(i) in DOCUMENTS for i in range(found.start, found.end))
        if not documents or not has_clause(reader, verb + 1, len(reader.tokens)):
            return False
    if lemma == "rule" and after != "that":
        return False  # "ruled out for the season"
    if lemma in _AS_ONLY and not _as_follows(reader, verb):
        return False
    if lemma == "go" and after not in _GOES_ON:
        return False
    return lemma != "call" or after not in ("to", "out", "off", "in", "at", "up")


def _inverted(reader: SubjectParser, verb: int, after_quote: bool, *, alone: bool) -> Tag | None:
    """ "“…,” said Ann Lee": the speaker stands behind the verb; `alone` where none stands before it."""
    lemma, form = SPEECH[reader.tokens[verb].low]
    opens = after_quote or (alone and (verb == 0 or reader.is_mark(verb - 1, ",")))
    if form == "base" or lemma == "tell" or not opens:
        return None
    subject = reader.after(verb + 1, len(reader.tokens))
    if subject is None or not _inverts(reader, subject, after_quote):
        return None
    end = subject.role[1] if subject.role and subject.role[0] > subject.end else subject.end
    return Tag(verb, lemma, verb, adverbials(reader, end), subject, post=True)


def _closed(reader: SubjectParser, verb: int) -> Tag | None:
    """ "…, said mission director Ann Lee." at the end of what is said."""
    lemma, form = SPEECH[reader.tokens[verb].low]
    told = lemma not in WITH_ADDRESSEE - {"warn"} and (lemma in SAYING or lemma == "report")
    if form != "past" or not told or not reader.is_mark(verb - 1, ","):
        return None
    closing = reader.after(verb + 1, len(reader.tokens))
    end = _closing(reader, verb, closing) if closing is not None else None
    return None if end is None else Tag(verb, lemma, verb, end, closing, post=True)


def _is_noun(reader: SubjectParser, verb: int, subject: Phrase) -> bool:
    """ "Initial reports", "Police claims", "other Northeastern states prepared", "making people laugh"."""
    lemma, form = SPEECH[reader.tokens[verb].low]
    named = lemma in _NOUNS and subject.kind != "pronoun"
    if form == "base":
        return not is_plural(reader, subject) or named or reader.low(subject.start).endswith("ing")
    return form == "third" and named and ((subject.start == 0 and subject.end == 1) or is_verb(reader, verb + 1))


def _parted(reader: SubjectParser, verb: int, subject: Phrase) -> bool:
    """ "The second round, announced in May"."""
    comma = next(i for i in range(verb - 1, -2, -1) if reader.low(i) not in ADVERBS)
    parted = subject.end == comma and reader.is_mark(comma, ",") and subject.role is None
    past = SPEECH[reader.tokens[verb].low][1] == "past"
    return past and parted and not reader.is_mark(subject.start - 1, ",")


def _restricted(reader: SubjectParser, verb: int) -> bool:
    """ "remembered a child who argued with the priest"."""
    relative = next((i for i in range(verb - 1, -1, -1) if reader.low(i) not in AUXILIARIES), 0)
    if reader.low(relative) != "who" or reader.is_mark(relative - 1, ","):
        return False
    that = any(reader.low(i) == "that" for i in range(verb + 1, verb + 6))
    return not that and not _says_clause(reader, verb) and not touches_quote(reader, verb)


def _says_clause(reader: SubjectParser, verb: int) -> bool:
    opens = verb + 1 in reader.starting or reader.low(verb + 1) in CLAUSE_OPENERS
    return SPEECH[reader.tokens[verb].low][0] == "say" and opens


def _linked(reader: SubjectParser, verb: int, earlier: list[Tag]) -> Tag | None:
    """ "Lee spoke on Monday and said …", "according to Lee, who told CNN …": whoever was told of before speaks."""
    lemma, form = SPEECH[reader.tokens[verb].low]
    previous = verb - 1
    if reader.low(previous) == "who" and earlier and earlier[-1].post and previous - earlier[-1].end in (0, 1):
        return linked(reader, verb, lemma, previous)
    k = previous
    while k >= 0 and (
        reader.low(k).endswith("ly") or reader.low(k) in ("also", "then", "later") or reader.low(k) in AUXILIARIES
    ):
        k -= 1
    if k < 0 or reader.low(k) not in _LINKS or form == "base":
        return None
    subject = None if earlier else lead(reader, k, bodies=lemma == "say")
    if subject is None and not earlier:
        return None
    return linked(reader, verb, lemma, k, subject)


def _as_follows(reader: SubjectParser, verb: int) -> bool:
    for index in range(verb + 1, min(verb + 10, len(reader.tokens))):
        if reader.tokens[index].quote is not None:
            return reader.low(index - 1) in ("as", "a", "an", "the") and "as" in (reader.low(index - 1), reader.low(index - 2))
        if not reader.tokens[index].word:
            return False
    return False


def _closing(reader: SubjectParser, verb: int, subject: Phrase) -> int | None:
    """Where a tag ends whose speaker closes what is said: "…, said mission director Ann Lee.", whatever is before."""
    whole = len(reader.tokens)
    if subject.kind != "name" or subject.run is None or subject.run.kind == "word":
        return None
    end = max(subject.end, subject.role[1] if subject.role is not None else 0)
    directly = subject.start - (reader.low(subject.start - 1) == "the") == verb + 1 and reader.tokens[end - 1].capital
    if directly and reader.is_mark(end, ","):
        return end
    end = adverbials(reader, end)
    return whole if end >= whole or (reader.is_mark(end, ".") and end + 1 >= whole) else None


def _inverts(reader: SubjectParser, subject: Phrase, after_quote: bool) -> bool:
    """Whether what follows the verb is its subject: "said Smith", but not "said he was"."""
    speaks = after_quote or (can_speak(reader, subject) and closes(reader, subject))
    return speaks and subject.kind != "pronoun"


def _fragment_inside(reader: SubjectParser, low: int) -> bool:
    """Whether the last quotation is a phrase within the narration ("the “fixer,” said") and not the words said."""
    quote = reader.tokens[low - 1]
    return quote.end - quote.start < 40
