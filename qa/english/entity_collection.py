"""Reads an article's cast off its units: who is named in full, with what role, age and gender."""

from collections import Counter
from dataclasses import replace

from qa.english.entities import Entities, Entity
from qa.english.gazetteer import BODIES
from qa.english.lexicon import is_first_name, is_human, key
from qa.english.name_spans import NameSpan, find_name_spans
from qa.english.nouns import KIN
from qa.english.phrases import DETERMINERS, OF, POSSESSIVES, Phrase
from qa.english.reporting_sentences import MAX_UNIT_TOKENS, ReportingSentence
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import SPEECH
from qa.english.word_classes import FUNCTION_WORDS, word

# A word that is a noun in a smaller share of its uses is a verb.
_NOUN = 0.4
_PERSONAL = frozenset(["he", "she", "his", "her", "him", "himself", "herself"])
# A role leaves these out: "its managing director" would say whose only where "its" is.
_BEFORE_ROLE = POSSESSIVES | frozenset("a an the another now and one of".split())
# In tokens: "By Ann Lee and Bob Roe, Staff Writers, The Daily News | Jan. 4, 2020".
_LONGEST_BYLINE = 25
# A line that is a name alone says who wrote the article among so many lines; further down it is a heading.
_AT_THE_TOP = 3
_WEAK_EVIDENCE = frozenset(["who", "whose", "has", "had", "told", "said", "says"])


def read_cast(text: str, units: list[ReportingSentence]) -> tuple[Entities, dict[int, SubjectParser]]:
    """The figures of the article, and a phrase reader for every unit worth reading."""
    cast = Entities()
    short: set[tuple[str, ...]] = set()
    readers: dict[int, SubjectParser] = {}
    for unit in units:
        if len(unit.tokens) > MAX_UNIT_TOKENS:
            continue
        reader = SubjectParser(unit.tokens, find_name_spans(unit.tokens))
        readers[unit.ordinal] = reader
        short |= {run.words for run in reader.runs.values() if len(run.words) < 3 and run.kind in ("likely", "person")}
    singles = Counter(run.words for reader in readers.values() for run in reader.runs.values() if len(run.words) == 1)
    cast.short = {words for words, times in singles.items() if times > 1}
    for reader in readers.values():
        for run in reader.runs.values():
            _introduce(text, cast, reader, run, short)
    for reader in readers.values():
        for run in reader.runs.values():
            # "President Roosevelt", or "Joan, whose surname we aren't using", never named in full
            titled = run.name > run.start and run.kind == "person"
            alone = len(run.words) == 1 and (titled or _first_name_only(reader, run))
            if alone and cast.known(run.words) == (None, False):
                cast.add(run, reader.tokens[run.start].start, "person")
    return cast, readers


def is_byline(unit: ReportingSentence, reader: SubjectParser) -> bool:
    """Whether a line only says who wrote the article: "By Ann Lee, Staff Writer"; at the top, "Ann Lee" as well."""
    tokens = unit.tokens
    run = reader.starting.get(int(reader.low(0) == "by"))
    if run is None or run.kind not in ("person", "likely") or len(run.words) < 2:
        return False
    if not (unit.first and unit.last) or len(tokens) > _LONGEST_BYLINE or tokens[-1].text in ".?!:":
        return False
    if run.start == 1:
        return not reader.is_mark(run.end, "'’") and reader.low(run.end) not in ("'s", "’s")
    top = unit.ordinal < _AT_THE_TOP and is_first_name(run.words[0])
    return top and all(token.capital or not token.word or token.low == "and" for token in tokens)


def _introduce(text: str, cast: Entities, reader: SubjectParser, run: NameSpan, short: set[tuple[str, ...]]) -> None:
    """`short` holds the one or two words that stand alone as a name somewhere in the article."""
    words = run.words
    if run.start == 0 and _opens_with_participle(run):
        return
    position = reader.tokens[run.start].start
    if run.kind == "body" and len(words) == 1 and not words[0].isupper():
        return  # "Hill", "Street" and "Park" are surnames too
    if run.kind == "body":
        figure = cast.add(run, position, "body", aliases=False)
        acronym = reader.starting.get(run.end + 1)
        if reader.is_mark(run.end, "(") and acronym is not None and len(acronym.words) == 1 and acronym.words[0].isupper():
            cast.alias(acronym.words[0], figure)
        return
    if run.kind == "likely" and reader.low(run.start - 1) in BODIES and cast.known(words)[0] is None:
        cast.add(run, position, "body", aliases=False)  # "the charity Homes Now"
        return
    partner = reader.starting.get(run.end + 1) if reader.low(run.end) == "and" else None
    if partner is not None and _couple(run, partner):
        cast.add(replace(run, words=(words[0], partner.words[1])), position, "person")
        return
    if len(words) == 1 and run.kind == "likely" and (_kin(reader, run) or _apposed(reader, run)):
        full = cast.known(words)[0]
        same = full is not None and key(full.words[0]) == key(words[0])
        describe(text, full if full is not None and same else cast.add(run, position, "person"), reader, run)
        return
    if len(words) < 2 or len(words) > 5 or run.kind in ("place", "word") or words[0].islower():
        return
    if all(word.isupper() and len(word) > 2 for word in words):
        return
    shortened = len(words) <= 4 and ((run.surname,) in short or (len(words) > 2 and words[-2:] in short))
    if run.kind == "likely" and not (shortened or _evident(reader, run)):
        return
    figure = cast.add(run, position, "person")
    describe(text, figure, reader, run)


def _opens_with_participle(run: NameSpan) -> bool:
    """Whether the first word of a sentence and a name behind it were taken for one: "Making Camp Hale a park"."""
    low = run.words[0].lower() if len(run.words) > 1 else ""
    if not low.endswith("ing"):
        return False
    forms = [word(form) for form in (low, low[:-3], low[:-3] + "e")]
    return any(form.common > 0 and form.noun < _NOUN for form in forms)


def describe(text: str, figure: Entity, reader: SubjectParser, run: NameSpan) -> None:
    """Adds what the text says around one mention of the figure."""
    for span in roles_around(reader, run):
        figure.add_role(role_text(text, reader, span))
    if run.name > run.start and reader.low(run.start - 1) in OF and is_human(reader.low(run.start - 2)):
        figure.add_role(role_text(text, reader, (reader.left(0, run.start - 2), run.name)))  # "the mayor of New York Ann Lee"
    elif run.name > run.start:
        owner = reader.runs.get(run.start - 1) if reader.low(run.start - 1) in ("'s", "’s") else None
        first = owner.start if owner is not None else run.start  # "France's Interior Minister Ann Lee"
        figure.add_role(text[reader.tokens[first].start : reader.tokens[run.name - 1].end])
    if reader.is_mark(run.end, ",(") and reader.low(run.end + 1).isdigit():
        figure.age = reader.low(run.end + 1)
    origin = reader.starting.get(run.end + 1 + (reader.low(run.end + 1) == "the")) if reader.low(run.end) in OF else None
    if origin is not None:
        figure.role_words |= {key(word) for word in origin.words}  # "Jean Roux of France"
    before = reader.low(run.start - 1)
    if before.endswith("-year-old"):
        figure.age = before.split("-")[0]


def roles_around(reader: SubjectParser, run: NameSpan) -> list[tuple[int, int]]:
    """Token ranges that say what the person is: before the name, after it in commas, before it in commas."""
    found = []
    premodifier = reader.premodifier(run.start, 0)
    if premodifier is not None:
        found.append((premodifier[0], run.name))
    apposition = reader.apposition(run.end, len(reader.tokens))
    if apposition is not None:
        found.append(apposition)
    if reader.is_mark(run.start - 1, ","):
        pieces = reader.pieces(0, run.start - 1)
        described = reader.described(pieces[-1]) if pieces else None
        if described is None and pieces and run.kind == "person" and run.name > run.start:
            described = (
                pieces[-1] if reader.low(pieces[-1][0]) == "the" else None
            )  # "The Babaloja of the market, Chief Ann Lee"
        closed = run.end >= len(reader.tokens) or reader.is_mark(run.end, ",.;")
        if described is not None and closed and described[1] - described[0] <= 14:
            found.append(described)
    return found


def role_text(text: str, reader: SubjectParser, span: tuple[int, int]) -> str | None:
    start, end = span
    while start < end and reader.low(start) in _BEFORE_ROLE:
        start += 1
    clause = next((i for i in range(start + 1, end) if reader.low(i) in ("who", "whom", "whose", "which")), None)
    end = clause if clause is not None else end  # "winner who had spent years abroad"
    while end > start and not reader.tokens[end - 1].word:
        end -= 1
    if _names_another(reader, start, end) or _tells(reader, start):
        return None
    return text[reader.tokens[start].start : reader.tokens[end - 1].end] if start < end else None


def _tells(reader: SubjectParser, start: int) -> bool:
    """ "Ann Lee, 16, became the youngest winner": what she did is no role."""
    low, known = reader.low(start), word(reader.low(start))
    verb = not (known.noun or known.adjective or low in FUNCTION_WORDS or low.endswith("ly"))
    return verb and reader.low(start + 1) in DETERMINERS


def _names_another(reader: SubjectParser, start: int, end: int) -> bool:
    """Whether it is the next of a list, no role: a title and the whole name of its bearer ("Arizona Gov. Ann Lee")."""
    for first in range(start + 1, end - 1):
        before = first - 1 if reader.tokens[first - 1].word else first - 2  # "Gov", "."
        last, after = first + 1, first + 2
        named = reader.tokens[first].capital and reader.tokens[last].capital and is_first_name(reader.low(first))
        if named and before >= start and is_human(reader.low(before)) and (after == end or reader.low(after) in ("and", ",")):
            return True
    return False


def _kin(reader: SubjectParser, run: NameSpan) -> bool:
    """ "His wife Nerys" and "his wife, Nerys," introduce somebody by first name alone."""
    before = run.start - 1
    while reader.is_mark(before, ",") or reader.low(before).endswith("-year-old"):
        before -= 1  # "her eldest son, 16-year-old Reza"
    if reader.low(before) not in KIN:
        return False
    return any(reader.low(i) in ("his", "her", "their", "'s", "’s") for i in range(before - 1, max(-1, before - 4), -1))


def _couple(run: NameSpan, partner: NameSpan) -> bool:
    """ "Curtis and Yvonne Beauchamp" share their surname."""
    if len(run.words) != 1 or len(partner.words) != 2 or run.name > run.start or partner.name > partner.start:
        return False
    return is_first_name(run.words[0]) and is_first_name(partner.words[0])


def _apposed(reader: SubjectParser, run: NameSpan) -> bool:
    """ "The oldest boy, Marquise, is 19": a single name in apposition to a person, and no place after a place."""
    closed = reader.is_mark(run.end, ",") and reader.is_mark(run.start - 1, ",") and run.start - 1 not in reader.runs
    pieces = reader.pieces(0, run.start - 1) if closed else []
    described = reader.described(pieces[-1]) if pieces else None
    return described is not None and described[1] - described[0] <= 8 and is_human(reader.tokens[described[1] - 1].text)


def _first_name_only(reader: SubjectParser, run: NameSpan) -> bool:
    """Whether somebody goes by a first name here: "Joan, 44,", "Joan, who …", "Joan says"."""
    if run.kind not in ("likely", "person") or not is_first_name(run.words[0]):
        return False
    after = reader.low(run.end + 1)
    apart = reader.is_mark(run.end, ",") and (after in ("who", "whose", "a", "the") or (after.isdigit() and len(after) < 3))
    return apart or reader.low(run.end) in SPEECH or reader.low(run.start - 1) in ("said", "says", "recalls", "added")


def _evident(reader: SubjectParser, run: NameSpan) -> bool:
    """Whether an unknown run of capitals is treated as a person where it stands."""
    following = reader.low(run.end)
    opens = run.start == 0 or (run.start <= 20 and reader.is_mark(run.start - 1, ","))
    if opens and len(run.words) <= 3 and any(token.low in _PERSONAL for token in reader.tokens[run.end :]):
        return True  # "Letebrhan Gebremedhin shares a tent with her children"
    if following in _WEAK_EVIDENCE or following in SPEECH:
        return True
    if reader.is_mark(run.end, ",("):
        after = reader.low(run.end + 1)
        if after in ("who", "whose") or (
            after in ("a", "an", "the", "one") and reader.apposition(run.end, len(reader.tokens)) is not None
        ):
            return True
    before = reader.low(run.start - 1)
    return is_human(before) or before in ("said", "says", "added", "mr", "mrs")


def phrase_words(reader: SubjectParser, phrase: Phrase) -> list[str]:
    return [key(reader.tokens[i].text) for i in range(phrase.start, phrase.end) if reader.tokens[i].word]
