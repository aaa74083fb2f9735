"""What speaks against the best sentence though it has the words: it tells the opposite, asks the same, or another article tells
another number, day or name of it, both in their own words. And what is said beside it: which words were read as others, and
that a newer document tells it otherwise."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from qa.attribution.transcripts import FIRST_PERSON
from qa.english.dates import long_date
from qa.english.noun_phrases import parse
from qa.english.phrases import PREPOSITIONS
from qa.english.word_classes import A_NOUN, BE, FUNCTION_WORDS, WH, word_class
from qa.english.words import content_stems, is_stop_word, stem, stems, words
from qa.reading import Evidence
from qa.reading.question import expected, forms_of, question_names
from qa.reading.tables.asked import YES_NO
from qa.retrieval.question_time import QuestionTime
from qa.retrieval.spelling import Correction
from qa.store.sql import Passage
from qa.types import Citation, Sentence, Span
from qa.types.patterns import lazy_regex
from qa.verification.claim_reader import read_claim
from qa.verification.contradictions import has_opposite
from qa.verification.disagreements import another_day, another_name, counts_otherwise, disagreement, near_in_time
from qa.verification.quantities import quantities

# A heading that has this share of a question's words asks the same.
_SAME = 0.6
_AGREES = lazy_regex(r"(?i)(?:yes|no)\b(?=[,.;:!–—])")
_HOW = lazy_regex(r"(?i)\bhow \w+")  # "how old" asks for an age, of the new as of the old
# A "round" is a noun in fewer of its uses, but not the verb of "first met".
_OFTEN_A_NOUN = 0.3
# The words after "first" among which it says of what it is the first: "first Republican presidential primary debate".
_MOST_WORDS = 5
# They tell of no kind of what is counted.
_OF_ALL = frozenset(
    "different total overall extra additional whole entire actual possible current individual single square".split()
)
# Function words, too, may stand before a clause that asks: "told us who", "to know who".
_ASKS = frozenset("me us you him her them know say tell sure".split())
# Below this cosine of their vectors, two of four pairs that the rule took for one thing weren't.
_NEAR = 0.7
_SWITCHED = {"on": "off", "off": "on"}
# "Switch it on", "turn the heating off".
_ON_OR_OFF = lazy_regex(
    r"\b(?P<verb>[a-z]{3,})(?: (?:it|them|this|(?:the|my|our|your|an?)(?: [\w-]+){1,3}?))? (?P<way>on|off)\b", re.IGNORECASE
)
# Disagreements that one answer tells of.
_MOST = 3
PassageSentence = tuple[Passage, Sentence]


def is_doubtful(question: str, best: Evidence) -> bool:
    """Whether the sentence may not be said to answer for sure, whatever the reader holds of it.

    "Did the port close?" is answered by the opposite as well: it stayed open.
    """
    told, passage = best.candidate.text, best.candidate.passage
    return (
        (YES_NO.match(question) is None and tells_opposite(question, told))
        or asks_the_same(question, told)
        or another_in_order(question, told) is not None
        or (agrees_with_heading(passage, best.candidate.sentence) and not is_heading_of(question, passage))
    )


def is_outdone(question: str, best: Evidence, others: Sequence[Evidence]) -> bool:
    """Whether the sentence, its heading and its title have none of the question's words, and another one has all and more."""
    passage = best.candidate.passage
    asked = content_stems(question) - stems(passage.title)
    told = stems(f"{heading_of(passage)} {best.candidate.text}")
    return len(asked) > 1 and asked.isdisjoint(told) and any(asked < content_stems(each.candidate.text) for each in others)


def tells_opposite(question: str, told: str) -> bool:
    """Whether a word of the question is missing, and its opposite is there: “ends” and “begins”, “switch on” and “off”."""
    asked, there = read_claim(_HOW.sub("", question)), read_claim(told)
    lacking = (token for token in asked.tokens if token.quantity is None and token.key not in there.keys)
    if any(has_opposite(token, there) for token in lacking):
        return True
    switched, other = _switched(question), _switched(told)
    return any((verb, _SWITCHED[way]) in other and (verb, way) not in other for verb, way in switched)


def _switched(text: str) -> frozenset[tuple[str, str]]:
    """Return each verb, by its stem, that "on" or "off" follows: at once, or after what is switched."""
    found = _ON_OR_OFF.finditer(text)
    return frozenset((stem(each["verb"].lower()), each["way"].lower()) for each in found if not is_stop_word(each["verb"]))


def another_in_order(question: str, told: str) -> tuple[str, str] | None:
    """What the sentence tells of and what the question asks of, "third debate" and "first debate"; None where it tells of that.

    Of a thing that only one of them gives a place in an order nothing is told here.
    """
    asked, there = _numbered(question), _numbered(told)
    for value, mine, nouns in asked:
        for other, theirs, others in there:
            shared = [noun for stemmed, noun in nouns.items() if stemmed in others]
            known = any(value == each and nouns.keys() & same.keys() for each, _, same in there)
            if shared and value != other and not known:
                return f"{theirs} {shared[-1]}", f"{mine} {shared[-1]}"
    return None


def counts_any(question: str, best: Evidence) -> bool:
    """Whether "how many electric cars" is answered by a sentence that counts cars, and says nothing of electric ones.

    They may be called otherwise there, so this alone says nothing of how likely it answers.
    """
    passage = best.candidate.passage
    told = f"{passage.title} {passage.heading} {best.candidate.text}"
    parsed, there = parse(question), stems(told)
    asked = next(
        (at + 2 for at, (how, many) in enumerate(pairwise(parsed.tokens)) if (how.low, many.low) == ("how", "many")), -1
    )
    counted = next((phrase for phrase in parsed.phrases if phrase.first == asked), None)
    kinds = parsed.tokens[counted.first : counted.last - 1] if counted is not None else ()
    telling = (kind.text for kind in kinds if kind.text.islower() and kind.text not in _OF_ALL)
    return any(there.isdisjoint(forms_of(stem(kind))) for kind in telling)


def _numbered(text: str) -> list[tuple[float, str, dict[str, str]]]:
    """Return each ordinal number, how it is written, and the nouns right after it by their stems."""
    ordinals = [each for each in quantities(text) if each.kind == "ordinal"]
    return [(float(each.value), each.of(text).lower(), _nouns_at_once(text[each.end :])) for each in ordinals]


def _nouns_at_once(text: str) -> dict[str, str]:
    following = takewhile(lambda word: word.lower() not in FUNCTION_WORDS | BE, words(text)[:_MOST_WORDS])
    return {stem(word): word for word in following if word_class(word.lower()).noun >= _OFTEN_A_NOUN}


def asks_the_same(question: str, told: str) -> bool:
    """Whether the sentence has the question as a clause: “nobody knows who paid for the boat”."""
    asked, said = words(question), [word.casefold() for word in words(told)]
    first, wanted = asked[0].casefold() if asked else "", _telling(asked)
    if first not in WH or len(wanted) < 2:
        return False
    return any(
        word == first and _is_asked_after(said[at - 1], word) and _telling(said[at:])[: len(wanted)] == wanted
        for at, word in enumerate(said)
        if at
    )


def _telling(found: Sequence[str]) -> list[str]:
    return [stem(word) for word in found if not is_stop_word(word)]


def _is_asked_after(before: str, asking: str) -> bool:
    """Whether a clause that this word begins is a question there, and tells nothing of a noun: “know who”, “told us who”."""
    if before in _ASKS or (before in PREPOSITIONS and asking not in ("which", "whom", "where")):
        return True
    return before not in FUNCTION_WORDS | BE and word_class(before).noun < A_NOUN


def heading_of(passage: Passage) -> str:
    """The line right above its first sentence, without its marks."""
    return passage.heading.rpartition("\n")[2].strip("#* ")


def agrees_with_heading(passage: Passage, sentence: Span) -> bool:
    """Whether the sentence says yes or no to a question right above it, or is the one behind that."""
    first, below = passage.sentences[0], sentence in passage.sentences[:2]
    return below and heading_of(passage).endswith("?") and _AGREES.match(passage.words(first)) is not None


def is_heading_of(question: str, passage: Passage) -> bool:
    """Whether the line above its first sentence asks the question."""
    asked, heading = content_stems(question), heading_of(passage)
    return heading.endswith("?") and bool(asked) and len(asked & stems(heading)) >= _SAME * len(asked)


def is_only_said_by(question: str, line: str, quote: str, speakers: Iterable[str]) -> bool:
    """Whether the label of the line, the speaker, is all that the question's name is there: “Ann Lee: The agency wants £90.”

    `line` is the text from the beginning of the line up to the end of the quote.
    """
    label, colon, said = line.partition(": ")
    told = said if len(said) < len(quote) else quote
    if not colon or not FIRST_PERSON.isdisjoint(word.casefold().partition("'")[0] for word in words(told.replace("’", "'"))):
        return False
    last = stem((words(label) or [""])[-1])
    named = {part for name in question_names(question, [label]) for part in name.parts}
    return any(
        last in stems(speaker) and named & stems(speaker) and not named & stems(speaker) & stems(told) for speaker in speakers
    )


def notice(
    question: str, corrected: Sequence[Correction], citations: Sequence[Citation], newer_figures: Sequence[Passage] = ()
) -> str | None:
    """`newer_figures` count otherwise what the first quote counts, the newest first."""
    respelt = f"Showing results for {', '.join(each.meant for each in corrected)}." if corrected else ""
    newer = _newer(question, citations) or _counted_later(citations, newer_figures)
    return " ".join(filter(None, (respelt, newer))) or None


def _counted_later(citations: Sequence[Citation], newer_figures: Sequence[Passage]) -> str:
    if not citations or not newer_figures:
        return ""
    first = citations[0]
    if (first.published or "")[:10] >= (newer_figures[0].published or "")[:10]:
        return ""
    told, later = long_date(first.published or ""), long_date(newer_figures[0].published or "")
    return f"[{first.marker}] was told on {told}; “{newer_figures[0].title}”, of {later}, has newer figures."


def _newer(question: str, citations: Sequence[Citation]) -> str:
    """Of quotes that stand close together the first may tell of an older event; a question that names a year means that one."""
    if not citations or not citations[0].published or QuestionTime.of(question).years:
        return ""
    first, day = citations[0], citations[0].published[:10]
    newer = [each for each in citations if (each.published or "")[:10] > day and _differ(question, first, each)]
    if not newer:
        return ""
    newest = max(newer, key=lambda citation: citation.published or "")
    told, later = long_date(day), long_date(newest.published or "")
    return f"[{first.marker}] was told on {told}; [{newest.marker}] is newer, of {later}."


def _differ(question: str, one: Citation, other: Citation) -> bool:
    """Whether they tell otherwise what is asked for, as far as can be seen."""
    mine, theirs = one.quote, other.quote
    match expected(question):
        case "number" if counts_otherwise(mine, theirs):
            return True
        case "person" if _of_others(mine, theirs):
            return True
    return _disagree(mine, theirs, (one.published, other.published))


def _of_others(one: str, other: str) -> bool:
    """Whether two sentences tell the same, in mostly the same words, of nobody whom both name."""
    named = [{part for name in question_names(text) if not name.is_number for part in name.parts} for text in (one, other)]
    rest = [content_stems(text) - names for text, names in zip((one, other), named, strict=True)]
    alike = len(rest[0] & rest[1]) >= _SAME * min(map(len, rest)) > 0
    return alike and all(named) and named[0].isdisjoint(named[1])


def _disagree(mine: str, theirs: str, published: tuple[str | None, str | None]) -> bool:
    return bool(disagreement(mine, theirs) or another_day(mine, theirs, published) or another_name(mine, theirs))


def differing(quoted: Sequence[PassageSentence], passages: Sequence[Passage]) -> list[tuple[PassageSentence, PassageSentence]]:
    """Find for each quoted sentence the nearest one elsewhere that tells another number, day or name of the same.

    The newer of the two comes first.
    """
    found: list[tuple[PassageSentence, PassageSentence]] = []
    told: set[tuple[str, int]] = set()
    for mine in quoted:
        if key_of(mine) in told or mine[1] not in mine[0].sentences:
            continue
        other = next(_differing_from(mine, passages), None)
        if other is not None and key_of(other) not in told:
            told |= {key_of(mine), key_of(other)}
            newer = max(mine, other, key=lambda each: each[0].published or "")
            found.append((newer, other if newer is mine else mine))
    return found[:_MOST]


def _differing_from(mine: PassageSentence, passages: Sequence[Passage]) -> Iterator[PassageSentence]:
    """Yield the sentences that differ from it, the nearest first."""
    own = _line(mine)
    vector = mine[0].sentence_vectors[mine[0].sentences.index(mine[1])]
    near: list[tuple[float, PassageSentence]] = []
    for passage in passages:
        if passage.chunk.document_id == mine[0].chunk.document_id or not near_in_time(passage.published, mine[0].published):
            continue
        cosines = passage.sentence_vectors @ vector
        near += [(float(cosine), (passage, each)) for cosine, each in zip(cosines, passage.sentences, strict=True)]
    for cosine, other in sorted(near, key=lambda each: -each[0]):
        if cosine < _NEAR:
            return
        if _disagree(own, _line(other), (mine[0].published, other[0].published)):
            yield other


def _line(told: PassageSentence) -> str:
    return " ".join(told[0].words(told[1]).split())


def key_of(told: PassageSentence) -> tuple[str, int]:
    """Return what tells a sentence from others, whichever passage has it."""
    return told[0].chunk.document_id, told[1].start
