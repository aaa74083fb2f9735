"""Speech tags: who is said to say something, and which side of the tag the words said stand on."""

from dataclasses import dataclass

from qa.statements.nouns import BODIES, COLLECTIVES, DAYS, DOCUMENTS, OCCASIONS, TIME_WORDS
from qa.statements.phrases import PREPOSITIONS, Phrase, Reader
from qa.statements.runs import is_human
from qa.statements.verbs import BE, MODALS, NAMING, PARTICIPLES, SPEECH, WITH_ADDRESSEE

_OBJECT_PRONOUNS = frozenset(["him", "her", "me", "us", "them", "you", "it"])
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
_TIME_OPENERS = frozenset(["on", "late", "early", "earlier", "last", "this", "next", "in", "at", "by", "since"])
_CLAUSE_OPENERS = frozenset(
    """
    that it he she they we i the a an there this these those his her their its how whether why if what
    """.split()
)


@dataclass(slots=True)
class Tag:
    """Tokens `[start, end)` hold subject, verb, person spoken to and adverbials. A tag without subject takes the one before."""

    verb: int
    lemma: str
    start: int
    end: int
    subject: Phrase | None
    post: bool = False
    addressee: tuple[int, int] | None = None
    linked: bool = False


def find_tags(reader: Reader) -> list[Tag]:
    """The tags of one unit from left to right."""
    tokens = reader.tokens
    tags: list[Tag] = []
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
        if tag is not None:
            tags.append(tag)
            low = max(low, tag.end if tag.post else index + 1)
            index = max(index + 1, tag.end if tag.post and tag.subject and tag.subject.start > tag.verb else index + 1)
        else:
            index += 1
    return tags


def _according(reader: Reader, index: int) -> Tag | None:
    subject = reader.after(index + 2, len(reader.tokens))
    if subject is None or not _speaks(reader, subject):
        return None
    end = subject.role[1] if subject.role and subject.role[0] > subject.end else subject.end
    leading = all(not reader.tokens[i].word for i in range(index))
    return Tag(index, "according", index, end, subject, post=not leading)


def _tag_at(reader: Reader, verb: int, low: int, earlier: list[Tag]) -> Tag | None:
    tokens = reader.tokens
    lemma, form = SPEECH[tokens[verb].low]
    previous = verb - 1
    after_quote = previous >= 0 and (
        tokens[previous].quote is not None
        or (reader.is_mark(previous, ",—–-") and previous > 0 and tokens[previous - 1].quote is not None)
    )
    if form == "ing":
        return _participle(reader, verb, lemma, low, earlier, after_quote)
    if lemma in ("quote", "cite") and any(
        reader.low(i) == "as" and reader.low(i + 1) in PARTICIPLES for i in range(verb + 1, verb + 14)
    ):
        return None  # "CNN quoted an official as saying": the official speaks
    if form in ("base", "third") and reader.low(previous) in _NOUNLIKE:
        return None
    ahead = None if after_quote else reader.before(low, verb)
    if form != "base" and lemma != "tell" and (after_quote or (ahead is None and reader.is_mark(previous, ","))):
        inverted = reader.after(verb + 1, len(tokens))
        if inverted is not None and (after_quote or _speaks(reader, inverted)) and (after_quote or _closes(reader, inverted)):
            if not (
                inverted.kind == "pronoun"
                and not (
                    reader.is_mark(inverted.end, ",.;:")
                    or inverted.end >= len(tokens)
                    or _adverbial(reader, inverted.end) > inverted.end
                )
            ):
                end = inverted.end
                if inverted.role and inverted.role[0] > end:
                    end = inverted.role[1]
                end = _adverbials(reader, end)
                return Tag(verb, lemma, verb, end, inverted, post=True)
    subject = reader.before(low, verb)
    if subject is None and low and not after_quote:
        wider = max([t.end for t in earlier], default=0)
        subject = reader.before(wider, verb) if wider < low and _fragment_inside(reader, wider, low) else None
    if (
        subject is not None
        and form == "base"
        and (not _plural(reader, subject) or (lemma in _NOUNS and subject.kind != "pronoun"))
    ):
        return None
    if (
        subject is not None
        and form == "third"
        and lemma in _NOUNS
        and subject.start == 0
        and subject.end == 1
        and subject.kind != "pronoun"
    ):
        return None  # "Initial reports", "Police claims"
    if subject is not None and not _speaks(reader, subject) and not (_touches_quote(reader, verb) or subject.start == low > 0):
        return None
    if subject is None:
        k = previous
        while k >= 0 and (reader.low(k).endswith("ly") or reader.low(k) in ("also", "then", "later")):
            k -= 1
        if k < 0 or reader.low(k) not in _LINKS or form == "base" or (after_quote and not earlier):
            return None
        if not earlier:
            subject = lead(reader, k)
            if subject is None or not _speaks(reader, subject):
                return None
        end, addressee = _reach(reader, verb, lemma)
        return Tag(verb, lemma, k if reader.low(k) != "," or k == 0 else k, end, subject, addressee=addressee, linked=True)
    end, addressee = _reach(reader, verb, lemma)
    tag = Tag(verb, lemma, subject.start, end, subject, addressee=addressee)
    tag.post = _is_post(reader, tag, max([t.end for t in earlier], default=0))
    return tag


def _participle(reader: Reader, verb: int, lemma: str, low: int, earlier: list[Tag], after_quote: bool) -> Tag | None:
    previous = verb - 1
    before = reader.low(previous)
    if before == "as" and reader.low(verb - 2) in ("quoted", "cited", "reported"):
        k = verb - 2
        while k > low and (reader.low(k - 1) in BE or reader.low(k - 1) in ("has", "have", "had", "also", "later")):
            k -= 1
        subject = reader.before(low, k)
        return _quoted(reader, verb, lemma, subject, subject.start, earlier) if subject else None
    if before == "as":
        for index in range(verb - 3, max(low, verb - 14), -1):
            if reader.low(index) in ("quoted", "cited", "quotes", "cites", "quoting", "citing"):
                subject = reader.before(index + 1, previous)
                return _quoted(reader, verb, lemma, subject, low, earlier) if subject else None
    if before in BE:
        subject = reader.before(low, previous)
        if subject is not None and _speaks(reader, subject):
            return Tag(verb, lemma, subject.start, _reach(reader, verb, lemma)[0], subject)
        return None
    if previous < 0 or after_quote or reader.is_mark(previous, ",—–") or before in ("by", "while", "before", "and", "but"):
        if lemma in ("go", "point", "feel", "refer", "post", "report", "speak", "begin") and not _touches_quote(reader, verb):
            return None
        end, addressee = _reach(reader, verb, lemma)
        return Tag(
            verb,
            lemma,
            max(previous, 0) if before in ("by", "while", "before", "and", "but") else verb,
            end,
            None,
            addressee=addressee,
            linked=True,
        )
    return None


def _quoted(reader: Reader, verb: int, lemma: str, subject: Phrase, start: int, earlier: list[Tag]) -> Tag:
    """ "was quoted as saying", "the radio quoted one witness as saying"."""
    tag = Tag(verb, lemma, start, _reach(reader, verb, lemma)[0], subject)
    tag.post = _is_post(reader, tag, max([t.end for t in earlier], default=0))
    return tag


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


def _fragment_inside(reader: Reader, wider: int, low: int) -> bool:
    """Whether the last quotation is a phrase within the narration ("the “fixer,” said") and not the words said."""
    quote = reader.tokens[low - 1]
    return quote.end - quote.start < 40


def _plural(reader: Reader, subject: Phrase) -> bool:
    head = reader.low(subject.end - 1)
    if subject.kind == "pronoun":
        return head in ("they", "i", "we", "you", "who")
    if subject.kind == "name":
        return subject.several
    heads = [reader.low(i) for i in range(subject.start, subject.end)]
    return any(word in COLLECTIVES or (word.endswith("s") and not word.endswith("ss") and is_human(word)) for word in heads)


def _speaks(reader: Reader, subject: Phrase) -> bool:
    if subject.kind != "description":
        return not (subject.kind == "pronoun" and reader.low(subject.start) == "you")
    words = [reader.low(i) for i in range(subject.start, subject.end)]
    return any(
        is_human(w) or w in COLLECTIVES or w in BODIES or w in DOCUMENTS or w in ("one", "another", "others") for w in words
    )


def _closes(reader: Reader, phrase: Phrase) -> bool:
    end = phrase.end
    return (
        end >= len(reader.tokens) or reader.is_mark(end, ",.;") or reader.low(end) in PREPOSITIONS or reader.low(end) == "who"
    )


def _touches_quote(reader: Reader, verb: int) -> bool:
    """Whether a quotation follows within the phrase after the verb."""
    for index in range(verb + 1, min(verb + 8, len(reader.tokens))):
        if reader.tokens[index].quote is not None:
            return True
        if reader.is_mark(index, ".;"):
            return False
    return False


def _reach(reader: Reader, verb: int, lemma: str) -> tuple[int, tuple[int, int] | None]:
    """Where the words said may begin after the verb, and the person spoken to."""
    index = verb + 1
    addressee = None
    if lemma in NAMING:
        return index, None
    if lemma == "go" or lemma == "point" or lemma == "sum" or lemma == "speak":
        while reader.low(index) in ("on", "out", "up", "to", "say", "add"):
            index += 1
    if lemma in WITH_ADDRESSEE:
        end = _addressee(reader, index)
        addressee = (index, end) if end > index else None
        index = end
    index = _adverbials(reader, index)
    if (
        addressee is None
        and reader.low(index) == "to"
        and lemma in ("say", "write", "speak", "explain", "admit", "reveal", "confess")
    ):
        end = _addressee(reader, index + 1)
        if end > index + 1:
            addressee, index = (index + 1, end), _adverbials(reader, end)
    return index, addressee


def _addressee(reader: Reader, start: int) -> int:
    if reader.low(start) in _OBJECT_PRONOUNS:
        return start + 1
    index = start
    while index < len(reader.tokens) and index - start < 10:
        token = reader.tokens[index]
        if token.quote is not None or (not token.word and token.text not in "&'’"):
            break
        run = reader.starting.get(index)
        if run is not None:
            index = run.end
            if reader.low(index) not in ("'s", "’s", "and", "news") and not is_human(reader.low(index)):
                if reader.low(index) not in BODIES | OCCASIONS:
                    return index
            continue
        word = token.low
        if word in ("that", "how", "he", "she", "they", "it", "there", "whether", "why", "who") or (
            word in PREPOSITIONS and word not in ("of", "at")
        ):
            break
        if index > start and (word in ("the", "a", "his", "her", "their") or word in BE or word in MODALS or word in DAYS):
            break
        if word in TIME_WORDS and index > start and word not in OCCASIONS:
            break
        if word in ("this", "last", "earlier", "late") and reader.low(index + 1) in TIME_WORDS:
            break
        index += 1
    return index


def _adverbials(reader: Reader, index: int) -> int:
    for _ in range(6):
        following = _adverbial(reader, index)
        if following == index:
            break
        index = following
    return index


def _adverbial(reader: Reader, index: int) -> int:
    """Past one adverbial of time or occasion: on Tuesday, this week, in an interview with the BBC, at a news conference."""
    word = reader.low(index)
    if word in TIME_WORDS or word in (
        "simply",
        "only",
        "again",
        "afterwards",
        "too",
        "recently",
        "publicly",
        "flatly",
        "bluntly",
    ):
        return index + 1
    if word in _TIME_OPENERS:
        ahead = index + 1
        while reader.low(ahead) in ("the", "early", "late", "earlier", "last", "this", "a", "same") and ahead - index < 4:
            ahead += 1
        if reader.low(ahead) in TIME_WORDS or (word in ("in", "since") and reader.low(ahead)[:4].isdigit()):
            return ahead + 1
    if word in (
        "in",
        "at",
        "during",
        "on",
        "through",
        "via",
        "after",
        "from",
        "before",
        "to",
        "of",
        "when",
        "while",
        "as",
        "outside",
        "over",
        "about",
    ):
        occasion = False
        for ahead in range(index + 1, min(index + 22, len(reader.tokens))):
            low = reader.low(ahead)
            if reader.tokens[ahead].quote is not None:
                return ahead if occasion and low not in BE else index
            if reader.is_mark(ahead, ":") or (low == "that" and occasion):
                return ahead
            if low == "that" and word in ("in", "at", "on"):
                return ahead
            if reader.is_mark(ahead, ",.;—–"):
                return ahead if occasion or _only_quote_follows(reader, ahead) or reader.is_mark(ahead, ".;") else index
            if (
                occasion
                and low in ("he", "she", "they", "it", "the", "there", "we")
                and reader.low(ahead - 1) not in PREPOSITIONS
            ):
                return ahead
            occasion = occasion or low in OCCASIONS or low in TIME_WORDS
            if low in BE or (low in MODALS and low != "to"):
                return index
        else:
            return len(reader.tokens) if index + 22 > len(reader.tokens) and word not in ("when", "as") else index
    return index


def _only_quote_follows(reader: Reader, index: int) -> bool:
    return index + 1 < len(reader.tokens) and reader.tokens[index + 1].quote is not None


def _is_post(reader: Reader, tag: Tag, segment: int) -> bool:
    """Whether the words said stand before the tag."""
    tokens = reader.tokens
    before = tag.start - 1
    while before > segment and reader.low(before) in ("and", "but", "as"):
        before -= 1
    if before < segment:
        return False
    mark = reader.is_mark(before, ",—–-")
    at_quote = tokens[before].quote is not None or (mark and before > segment and tokens[before - 1].quote is not None)
    finished = tag.end >= len(tokens) or reader.is_mark(tag.end, ".,;!?—–") or (reader.low(tag.end) in PARTICIPLES)
    if not at_quote and not mark:
        return False
    words = sum(1 for i in range(segment, tag.start) if tokens[i].word or tokens[i].quote is not None)
    if at_quote:
        quote = tokens[before].quote or tokens[before - 1].quote
        assert quote is not None
        only = all(tokens[i].quote is not None or not tokens[i].word for i in range(segment, tag.start))
        opens_clause = reader.low(tag.end) in _CLAUSE_OPENERS or tag.end in reader.starting
        return only or finished or not opens_clause
    first = reader.low(segment) if tokens[segment].word else reader.low(segment + 1)
    return (
        finished
        and words >= 4
        and not (first in PREPOSITIONS and words < 8)
        and not _only_quote_follows(reader, tag.end)
        and not reader.is_mark(tag.end, ":")
    )
