"""Speech tags: who is said to say something, and which side of the tag the words said stand on."""

from dataclasses import dataclass

from qa.statements.phrases import PREPOSITIONS, PRONOUNS, Phrase
from qa.statements.reach import adverbial, adverbials, only_quote_follows, reach
from qa.statements.reader import Reader
from qa.statements.speaking import can_speak, closes, is_plural, lead, touches_quote
from qa.statements.verbs import AUXILIARIES, BE, MODALS, NAMING, NEGATIONS, PARTICIPLES, SPEECH

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

# Verbs that stand before the speaker's name at the end of a sentence.
ENDING = frozenset(["say", "add", "note", "explain", "write", "warn"])
_CLAUSE_OPENERS = frozenset(
    """
    that it he she they we i the a an there this these those his her their its how whether why if what
    """.split()
)


# What somebody does before saying something: "took to Twitter to call", "went on to say", "used the speech to accuse".
_COMING = frozenset("took takes taking went goes going used uses using turned returned continued appeared".split())
_MAKING = frozenset("prompted prompts prompting led leads leading caused causing forced forcing moved".split())
_URGING = frozenset(
    """
    asked asks asking urged urges told tells wants wanted want expected expects ordered need needs needed able likely refused
    declined failed tried plans planned hopes hoped threatened how whether what when
    """.split()
)
# These tell somebody's words only where "as" stands before the quotation: introduced her as “…”.
_AS_ONLY = frozenset("introduce view regard frame paint see cast remember".split())
_GOES_ON = frozenset(["on", ",", ":", "“”", "“,”", "“.”"])
_MANNER = frozenset("this another way like more best well so".split())
# "He confirmed this saying it was so", with no comma before; but "of saying", "keep saying" tell of speech in general.
_SAID = frozenset("that it he she they there the a an this in “” “,” “.” , :".split())
_GERUND = frozenset(
    """
    of for from without about like as than keep keeps kept start starts started stop stopped not just is are was were be been
    goes when after in to on or than worth
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
        elif token.low == "by" and index > 0 and tokens[index - 1].quote is not None:
            tag = _by_agent(reader, index)
        elif token.low in ("put", "puts") and reader.low(index + 1) == "it":
            tag = _as_put(reader, index, low, tags)
        elif token.low in SPEECH and (not token.capital or index == 0 or tokens[index - 1].quote is not None):
            tag = _tag_at(reader, index, low, tags)
        if tag is not None:
            tags.append(tag)
            low = max(low, tag.end if tag.post else index + 1)
            index = max(index + 1, tag.end if tag.post and tag.subject and tag.subject.start > tag.verb else index + 1)
        else:
            index += 1
    return tags


def _by_agent(reader: Reader, index: int) -> Tag | None:
    """ "The strike was described as “…” by the minister"."""
    verb = next((i for i in range(index - 1, max(-1, index - 14), -1) if reader.low(i) in SPEECH), None)
    if verb is None or SPEECH[reader.low(verb)][0] not in NAMING or not (verb == 0 or reader.low(verb - 1) in BE):
        return None
    subject = reader.after(index + 1, len(reader.tokens))
    if subject is None or not can_speak(reader, subject):
        return None
    return Tag(index, "describe", index, subject.end, subject, post=True)


def _as_put(reader: Reader, verb: int, low: int, earlier: list[Tag]) -> Tag | None:
    """ "As Lee put it, …", "Lee put it this way: …"."""
    subject = reader.before(low, verb)
    if subject is None or not can_speak(reader, subject):
        return None
    end = verb + 2
    while reader.low(end) in _MANNER or reader.low(end).endswith("ly"):
        end += 1
    if end == verb + 2 and reader.low(subject.start - 1) != "as":
        return None
    tag = Tag(verb, "describe", subject.start, adverbials(reader, end), subject)
    tag.post = _is_post(reader, tag, max([t.end for t in earlier], default=0))
    return tag


def _according(reader: Reader, index: int) -> Tag | None:
    subject = reader.after(index + 2, len(reader.tokens))
    if subject is None or not can_speak(reader, subject):
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
    if lemma == "find" and reader.low(verb + 1) != "that":
        return None
    if lemma in _AS_ONLY and not _as_follows(reader, verb):
        return None
    if lemma == "go" and reader.low(verb + 1) not in _GOES_ON:
        return None
    if lemma == "call" and reader.low(verb + 1) in ("to", "out", "off", "in", "at", "up"):
        return None
    if form == "base" and reader.low(previous) == "to":
        return _infinitive(reader, verb, lemma, earlier)
    ahead = None if after_quote else reader.before(low, verb)
    if form != "base" and lemma != "tell" and (after_quote or (ahead is None and (verb == 0 or reader.is_mark(previous, ",")))):
        inverted = reader.after(verb + 1, len(tokens))
        if inverted is not None and _inverts(reader, inverted, after_quote):
            end = inverted.end
            if inverted.role and inverted.role[0] > end:
                end = inverted.role[1]
            return Tag(verb, lemma, verb, adverbials(reader, end), inverted, post=True)
    if form == "past" and lemma in ENDING and reader.is_mark(previous, ","):
        closing = reader.after(verb + 1, len(tokens))
        if closing is not None and _closes_unit(reader, closing):
            return Tag(verb, lemma, verb, len(tokens), closing, post=True)
    subject = reader.before(low, verb)
    if subject is None and low and not after_quote:
        wider = max([t.end for t in earlier], default=0)
        subject = reader.before(wider, verb) if wider < low and _fragment_inside(reader, low) else None
    if (
        subject is not None
        and form == "base"
        and (
            not is_plural(reader, subject)
            or (lemma in _NOUNS and subject.kind != "pronoun")
            or reader.low(subject.start).endswith("ing")  # "making people laugh"
        )
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
    restricted = reader.low(previous) == "who" and not reader.is_mark(previous - 1, ",")
    clause = lemma == "say" and (verb + 1 in reader.starting or reader.low(verb + 1) in _CLAUSE_OPENERS)
    if restricted and reader.low(verb + 1) != "that" and not clause and not touches_quote(reader, verb):
        return None  # "remembered a child who argued with the priest"
    if subject is not None and not can_speak(reader, subject) and not (touches_quote(reader, verb) or subject.start == low > 0):
        return None
    if subject is None:
        k = previous
        while k >= 0 and (
            reader.low(k).endswith("ly") or reader.low(k) in ("also", "then", "later") or reader.low(k) in AUXILIARIES
        ):
            k -= 1
        if k < 0 or reader.low(k) not in _LINKS or form == "base" or (after_quote and not earlier):
            return None
        if not earlier:
            subject = lead(reader, k)
            if subject is None or not can_speak(reader, subject):
                return None
        end, addressee = reach(reader, verb, lemma)
        return Tag(verb, lemma, k, end, subject, addressee=addressee, linked=True)
    end, addressee = reach(reader, verb, lemma)
    tag = Tag(verb, lemma, subject.start, end, subject, addressee=addressee)
    tag.post = _is_post(reader, tag, max([t.end for t in earlier], default=0))
    return tag


def _as_follows(reader: Reader, verb: int) -> bool:
    for index in range(verb + 1, min(verb + 10, len(reader.tokens))):
        if reader.tokens[index].quote is not None:
            return reader.low(index - 1) in ("as", "a", "an", "the") and "as" in (reader.low(index - 1), reader.low(index - 2))
        if not reader.tokens[index].word:
            return False
    return False


def _infinitive(reader: Reader, verb: int, lemma: str, earlier: list[Tag]) -> Tag | None:
    """ "Lee took to the stage to call it “…”", and, where somebody else was made to speak: "prompting Lee to say: “…”"."""
    if not touches_quote(reader, verb) or (earlier and earlier[-1].end > verb):
        return None
    to = verb - 1
    if to > 0 and reader.low(to - 1).endswith("ly"):
        to -= 1
    for index in range(to - 1, max(-1, to - 12), -1):
        word = reader.low(index)
        if not reader.tokens[index].word or reader.tokens[index].quote is not None:
            break
        if word in _MAKING:
            made = reader.after(index + 1, to)
            if made is None or not (can_speak(reader, made) or reader.tokens[made.start].capital):
                return None
            end, addressee = reach(reader, verb, lemma)
            return Tag(verb, lemma, made.start, end, made, addressee=addressee)
        if word in _URGING or word in BE or (word in MODALS and word != "to") or word in NEGATIONS:
            return None
    subject = None if earlier else lead(reader, to)
    if not earlier and (subject is None or subject.kind == "description" or not can_speak(reader, subject)):
        return None
    if not any(reader.low(i) in _COMING for i in range(max(0, to - 8), to)):
        return None
    end, addressee = reach(reader, verb, lemma)
    return Tag(verb, lemma, to, end, subject, addressee=addressee, linked=True)


def _closes_unit(reader: Reader, subject: Phrase) -> bool:
    """Whether a sentence ends with its speaker: "…, said mission director Ann Lee.", whatever stands before the comma."""
    if subject.kind != "name" or subject.run is None or subject.run.kind != "person":
        return False
    end = max(subject.end, subject.role[1] if subject.role is not None else 0)
    end = adverbials(reader, end)
    return end >= len(reader.tokens) or (reader.is_mark(end, ".") and end + 1 >= len(reader.tokens))


def _inverts(reader: Reader, subject: Phrase, after_quote: bool) -> bool:
    """Whether what follows the verb is its subject: "said Smith", but not "said he was"."""
    if not after_quote and not (can_speak(reader, subject) and closes(reader, subject)):
        return False
    if subject.kind == "description" and subject.end < len(reader.tokens) and reader.tokens[subject.end].quote is not None:
        return False  # "… a “fixer,” said the plan reflects “panic”"
    if subject.kind != "pronoun":
        return True
    end = subject.end
    return end >= len(reader.tokens) or reader.is_mark(end, ",.;:") or adverbial(reader, end) > end


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
                passive = index
                while passive > low and (reader.low(passive - 1) in BE or reader.low(passive - 1) in AUXILIARIES):
                    passive -= 1
                subject = reader.before(low, passive) if passive < index else reader.before(index + 1, previous)
                return _quoted(reader, verb, lemma, subject, low, earlier) if subject else None
    if before in BE or (before in ("'s", "’s") and reader.low(verb - 2) in PRONOUNS):
        subject = reader.before(low, previous)
        if subject is not None and can_speak(reader, subject):
            return Tag(verb, lemma, subject.start, reach(reader, verb, lemma)[0], subject)
        return None
    caller = reader.runs.get(verb) if lemma in ("call", "describe", "label", "brand") else None
    if caller is not None and caller.kind == "person" and reader.low(caller.start - 1) in ("from", "of", "with", "about"):
        subject = reader.ending_at(caller.start, verb)  # "no different from Ann Lee calling it “…”"
        return Tag(verb, lemma, caller.start, reach(reader, verb, lemma)[0], subject) if subject is not None else None
    unmarked = (
        lemma in ("say", "add") and reader.low(verb + 1) in _SAID and reader.tokens[previous].word and before not in _GERUND
    )
    if (
        previous < 0
        or after_quote
        or unmarked
        or reader.is_mark(previous, ",—–")
        or before in ("by", "while", "before", "and", "but")
    ):
        if lemma in ("go", "point", "feel", "refer", "post", "report", "speak", "begin") and not touches_quote(reader, verb):
            return None
        end, addressee = reach(reader, verb, lemma)
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
    tag = Tag(verb, lemma, start, reach(reader, verb, lemma)[0], subject)
    tag.post = _is_post(reader, tag, max([t.end for t in earlier], default=0))
    return tag


def _fragment_inside(reader: Reader, low: int) -> bool:
    """Whether the last quotation is a phrase within the narration ("the “fixer,” said") and not the words said."""
    quote = reader.tokens[low - 1]
    return quote.end - quote.start < 40


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
        and not only_quote_follows(reader, tag.end)
        and not reader.is_mark(tag.end, ":")
    )
