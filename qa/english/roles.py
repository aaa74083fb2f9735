"""What a sentence says that somebody is: a title before the name, words in commas beside it, "is the mayor of Bergen"."""

import re
from collections.abc import Callable, Iterator

from qa.english.clauses import is_verb
from qa.english.gazetteer import FUNCTION_WORDS as NO_NAMES
from qa.english.lexicon import is_first_name, is_human
from qa.english.name_spans import NameSpan
from qa.english.phrases import CLAUSE, DETERMINERS, OF, POSSESSIVES, PREPOSITIONS
from qa.english.quotes import quotes_by_paragraph
from qa.english.reporting_sentences import as_one_sentence
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import ADVERBS, AUXILIARIES, BE, MODALS, NEGATIONS, SPEECH
from qa.english.word_classes import FUNCTION_WORDS, word_class
from qa.english.word_lists import word_list
from qa.types import Span

# A role leaves these out: "its managing director" would say whose only where "its" is.
_BEFORE_ROLE = POSSESSIVES | frozenset("a an the another now and one of".split())
# A verb that no role holds, unless in a clause.
_FINITE = (AUXILIARIES | BE | MODALS) - PREPOSITIONS - {"'s"}
# A word that is a noun or an adjective in a greater share of its uses may stand before a title.
_NOUN = 0.4
# Where "the chief said" follows a name, the comma behind the role was left out, or somebody else speaks.
_SAID = frozenset("said says told tells".split())
_WHO = frozenset("who whom whose which".split())
_NO_ENDS = PREPOSITIONS | CLAUSE | POSSESSIVES | {"a", "an", "the"}
_AGE = re.compile(r"\d+-year-old")
_AFTER_HEAD = re.compile(r"\s(?:of|for|at|in|with|on|to|from|who|whose|that|which)\s")
# "She is …"; and what somebody does as what they are: "who leads the council".
_IS = frozenset("is was".split())
_DOES = word_list("what people do by office")


def roles_in(sentence: str, is_meant: Callable[[NameSpan], bool]) -> list[str]:
    """Return all that a sentence says that somebody is, in its own words; `is_meant` tells whether a name means them."""
    told = list(dict.fromkeys(role for _, role in named_with_roles(sentence, is_meant)))
    # "former Mayor" and its "Mayor"
    return [role for role in told if not any(other.endswith(f" {role}") for other in told)]


def named_with_roles(sentence: str, is_meant: Callable[[NameSpan], bool]) -> Iterator[tuple[NameSpan, str]]:
    """Yield each name that is meant with what the sentence says that its bearer is, as often as it says so."""
    [quotes] = quotes_by_paragraph(sentence, [Span(0, len(sentence))])
    parser = SubjectParser(sentence, as_one_sentence(sentence, quotes))
    for span in parser.spans.values():
        label = parser.is_mark(span.end, ":")  # "SEN. ANN LEE: Thank you."
        if not label and is_meant(span):
            for role in (*told_roles(parser, span), _said_to_be(parser, span)):
                if role and not _of_several(role) and not _AGE.fullmatch(role):
                    yield span, role


def _of_several(role: str) -> bool:
    """Whether a role is of more than one: "lawyers for the mayor", "the stars"; "one of the stars" isn't."""
    parts = ([word for word in re.split(r"[\s,]+", part) if is_human(word)] for part in _AFTER_HEAD.split(role))
    head = next((human[-1] for human in parts if human), "")
    return re.search(r"[^s]s['’.]*$", head) is not None and not role.startswith("one of")


def _said_to_be(parser: SubjectParser, span: NameSpan) -> str:
    """Return what somebody "is" by the sentence, or what they lead, own or teach: "who leads the council"; "" for nothing."""
    at = span.end
    if parser.is_mark(at, ",") and parser.low(at + 1).isdigit() and parser.is_mark(at + 2, ","):
        at += 3 if parser.low(at + 3) != "who" else 2  # "Ann Lee, 52, is"
    first = at + 1 if parser.is_mark(at, ",") and parser.low(at + 1) == "who" else at
    verb = first + (first > at)
    if verb > first and parser.low(verb) in _DOES:
        return parser.written(first, _end(parser, verb))
    if parser.low(verb) in ("serves", "served") and parser.low(verb + 1) == "as":
        start = verb + 2
    elif parser.low(verb) in _IS:
        start = verb + 1
    else:
        return ""
    while parser.low(start) in ADVERBS - NEGATIONS:
        start += 1  # "is now the mayor"
    end = _end(parser, start)
    head = next((i for i in range(start + 1, end) if parser.low(i) in PREPOSITIONS | CLAUSE), end)
    owner = next((i for i in range(start, head) if parser.low(i) == "'s"), None)
    determined = parser.low(start) in DETERMINERS or parser.low(start) == "one" or owner is not None
    if (parser.low(start), parser.low(start + 1)) == ("one", "of"):
        head = end
    if parser.low(start) in NEGATIONS:
        return ""
    told = range(start, head) if determined else range(head - 1, head) if parser.low(head) in OF else range(0)
    start += parser.low(start) in ("a", "an", "the")
    return parser.written(start, end) if any(is_human(parser.low(i)) for i in told) else ""


def _end(parser: SubjectParser, start: int) -> int:
    """Return where a clause ends that began before `start`: at a mark or before another verb ("and went home")."""
    end = start
    while end < len(parser.tokens) and not parser.is_mark(end, ",;:()—–.!?") and not parser.is_quote(end):
        if parser.low(end) in ("and", "but", "while", "when") and is_verb(parser, end + 1):
            break
        end += 1
    return end


def told_roles(parser: SubjectParser, span: NameSpan) -> Iterator[str]:
    """Yield what the text says around one mention that somebody is: in commas, before the name, as a title; "" is none."""
    for role in roles_around(parser, span):
        yield role_text(parser, role)
    if span.name == span.start:
        return
    of = span.start - 1 - (parser.low(span.start - 1) == "the")
    if not parser.titled(span) and parser.belongs(of) and is_human(parser.low(of - 1)):
        yield role_text(parser, (parser.left(0, of - 1), span.name))  # "the mayor of New York Ann Lee"
        return
    first = span.start
    if (owner := parser.spans.get(first - 1)) is not None and parser.low(first - 1) == "'s":
        first = owner.start  # "France's Interior Minister Ann Lee"
    elif first and parser.tokens[first - 1].capital and _qualifies(parser.low(first - 1)):
        first -= 1
    yield parser.written(first, span.name)


def _qualifies(low: str) -> bool:
    """Whether a word that begins no name belongs to the title behind it: "Police Chief Ann Lee", "Then Mayor Ann Lee"."""
    known = word_class(low)
    return low == "then" or (max(known.noun, known.adjective) > _NOUN and low in NO_NAMES and not is_human(low))


def roles_around(parser: SubjectParser, span: NameSpan) -> list[tuple[int, int]]:
    """Return the token ranges that say what the person is: before the name, after it in commas, before it in commas."""
    found = []
    premodifier = parser.premodifier(span.start, 0)
    if premodifier is not None:
        found.append((_past_verb(parser, premodifier[0], span.start), span.name))
    apposition = parser.apposition(span.end, len(parser.tokens))
    if apposition is not None:
        found.append(apposition)
    if parser.is_mark(span.start - 1, ",") and (piece := _piece_before(parser, span.start - 1)) is not None:
        described = parser.described(piece)
        if described is None and (_is_of_one(parser, piece) or (span.name > span.start and parser.low(piece[0]) == "the")):
            described = piece  # "The Babaloja of the market, Chief Ann Lee"
        closed = span.end >= len(parser.tokens) or parser.is_mark(span.end, ",.;")
        opens = piece[0] == 0 and len(span.words) > 1  # "A former teacher, Ann Lee has left", "As a teacher, Ann Lee has"
        if (
            described is not None
            and described[1] - described[0] <= 14
            and (closed or (opens and _tells_who(parser, described)))
        ):
            found.append(described)
    return found


def _piece_before(parser: SubjectParser, comma: int) -> tuple[int, int] | None:
    """Return the words between two commas that end at this one, without a quotation and the "said" that they begin with."""
    start, end = next(reversed(parser.pieces(0, comma)), (0, 0))
    said = max((i + 1 for i in range(start, end) if parser.is_quote(i)), default=None)
    start = start if said is None else said + (parser.low(said) in SPEECH)
    return (start, end) if start < end else None


def _is_of_one(parser: SubjectParser, piece: tuple[int, int]) -> bool:
    """Whether it tells whose somebody is, or opens the sentence: "Norway's foreign minister", "Founder of the club"."""
    owner = parser.starting.get(piece[0])
    owned = owner is not None and parser.low(owner.end) == "'s" and is_human(parser.low(piece[1] - 1))
    last = parser.spans.get(piece[1])
    return owned or (piece[0] == 0 and is_human(parser.low(0)) and (last is None or last.kind != "person"))


def _tells_who(parser: SubjectParser, words: tuple[int, int]) -> bool:
    """Whether words that open a sentence say who somebody is: "the day of the chief's speech", "with her lawyer" don't."""
    head = next((i for i in range(words[0] + 1, words[1]) if parser.low(i) in PREPOSITIONS | CLAUSE), words[1]) - 1
    begins = words[0] == 0 or (words[0] == 1 and parser.low(0) == "as")
    return begins and is_human(parser.low(head)) and not any(is_verb(parser, i) for i in range(*words))


def _past_verb(parser: SubjectParser, start: int, end: int) -> int:
    """Return where "former mayor" begins in "a jury indicted former mayor": after a verb with its subject before it."""
    verbs = (i for i in range(end - 1, start, -1) if is_verb(parser, i) and not parser.low(i - 1).endswith("ly"))
    told = start > 1 and parser.low(start - 1) in MODALS - PREPOSITIONS  # "he would pardon former mayor"
    return next(verbs, start - (not told)) + 1


def role_text(parser: SubjectParser, role: tuple[int, int]) -> str:
    """Return the words of a role alone; "" where they are none."""
    start, end = role
    while start < end and parser.low(start) in _BEFORE_ROLE and (parser.low(start), parser.low(start + 1)) != ("one", "of"):
        start += 1
    end = next((i for i in range(start + 1, end) if _goes_on(parser, i)), end)
    if end - start == 1 and parser.low(end) in _SAID:
        return ""  # "Ann Lee, prosecutors said, was elsewhere"
    whole = end
    while end > start and (not parser.tokens[end - 1].word or _dangles(parser, end - 1, whole)):
        end -= 1
    ahead = whole in parser.starting and not parser.is_mark(role[0] - 1, ",(")
    if ahead and (parser.low(whole - 1) in OF or is_verb(parser, whole - 1)):
        return ""  # "Friends of Ann Lee", "A church forgave Ann Lee"
    if _names_another(parser, start, end) or _tells(parser, start) or _locates(parser, start):
        return ""
    return parser.written(start, end)


def _dangles(parser: SubjectParser, index: int, whole: int) -> bool:
    """Whether a role that is cut before `whole` leaves out its last word: "author of “Rain”", "actor known for “Rain”"."""
    low = parser.low(index)
    if low in _NO_ENDS:
        return not parser.tokens[index].capital
    return index + 1 < whole and parser.tokens[index].text.islower() and word_class(low).noun < _NOUN and not is_human(low)


def _goes_on(parser: SubjectParser, index: int) -> bool:
    """Whether more than the role begins: "winner who had spent years abroad", "Ann Lee, the chief praised the plan"."""
    low = parser.low(index)
    that = low == "that" and parser.low(index + 1) == "'s"
    if that or low in _SAID or low in _WHO or (low in _FINITE and not parser.is_mark(index - 1, "-")):
        return True
    more = parser.low(index + 1) in DETERMINERS or index + 1 in parser.starting
    return more and (is_human(parser.low(index - 1)) or index in parser.spans) and is_verb(parser, index)


def _tells(parser: SubjectParser, start: int) -> bool:
    """Whether words after a name tell what the person did, which is no role: "Ann Lee, 16, became the youngest winner".

    Or whom else they name: "Lee, Green leads the polls", "Lee, Green and other guests".
    """
    named = parser.starting.get(start)
    if named is not None and (is_verb(parser, named.end) or (named.kind == "person" and parser.low(named.end) == "and")):
        return True
    low, known = parser.low(start), word_class(parser.low(start))
    verb = not (known.noun or known.adjective) or (low.endswith("s") and parser.tokens[start].text.islower())
    return verb and not (low in FUNCTION_WORDS or low.endswith("ly")) and parser.low(start + 1) in DETERMINERS


def _locates(parser: SubjectParser, start: int) -> bool:
    """Whether words after a name tell when or where something happened: "Ann Lee, after a guard let her in"."""
    return parser.tokens[start].text.islower() and parser.low(start) in PREPOSITIONS - {"once"}


def _names_another(parser: SubjectParser, start: int, end: int) -> bool:
    """Whether it holds the whole name of somebody else, and is no role.

    It is the next of a list ("Arizona Gov. Ann Lee"), or what that person does to this one ("Ann Lee assailed").
    """
    for first in range(start, end - 1):
        before = first - 1 if parser.tokens[first - 1].word else first - 2  # "Gov", "."
        last, after = first + 1, first + 2
        named = parser.tokens[first].capital and parser.tokens[last].capital and is_first_name(parser.low(first))
        listed = before >= start and is_human(parser.low(before)) and (after == end or parser.low(after) in ("and", ","))
        if named and (listed or (after < end and is_verb(parser, after))):
            return True
    return False
