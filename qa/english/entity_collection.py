"""Reads an article's entities off its sentences: who is named in full, with what role, age and gender."""

from collections import Counter, defaultdict
from dataclasses import replace
from typing import Literal

from qa.english.entities import Entities, Entity, gender_of_name
from qa.english.gazetteer import BODIES, KIN
from qa.english.lexicon import is_first_name, is_human, key
from qa.english.name_spans import NameSpan
from qa.english.phrases import OF, Phrase
from qa.english.reporting_sentences import MAX_SENTENCE_TOKENS, ReportingSentence
from qa.english.roles import told_roles
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import AUXILIARIES, BE, FINITE, SPEECH
from qa.english.word_classes import word_class

# A word that is a noun in a smaller share of its uses is a verb.
_NOUN = 0.4
_PERSONAL = dict.fromkeys(("he", "his", "him", "himself"), "m") | dict.fromkeys(("she", "her", "herself"), "f")
# In tokens: "By Ann Lee and Bob Roe, Staff Writers, The Daily News | Jan. 4, 2020".
_LONGEST_BYLINE = 25
# A line that is a name alone says who wrote the article among so many lines; further down it is a heading.
_AT_THE_TOP = 3
# Where the last word of a name has stood alone so often before, it is hardly short for that, if the first is no first name:
# of 37 such names in 3,384 news articles that were given statements none is a person's; of the 24 with it once four are.
_KNOWN_ALONE = 2
# A surname is a man's, not a woman's of that name, where the sentences that have it alone have so many times as many "he".
_OTHERWISE = 4
_WEAK_EVIDENCE = frozenset(["who", "whose", "has", "had", "told", "said", "says"])


def read_entities(text: str, sentences: list[ReportingSentence]) -> tuple[Entities, dict[int, SubjectParser]]:
    """Return the entities of the article, and a parser for every sentence worth reading, by its ordinal."""
    entities = Entities()
    short: set[tuple[str, ...]] = set()
    parsers: dict[int, SubjectParser] = {}
    for sentence in sentences:
        if len(sentence.tokens) > MAX_SENTENCE_TOKENS:
            continue
        parser = SubjectParser(text, sentence)
        parsers[sentence.ordinal] = parser
        short |= {span.words for span in parser.spans.values() if len(span.words) < 3 and span.kind in ("likely", "person")}
    singles = Counter(span.words for parser in parsers.values() for span in parser.spans.values() if len(span.words) == 1)
    entities.short = {words for words, times in singles.items() if times > 1}
    for parser in parsers.values():
        names = {span.words for span in parser.spans.values()}
        for span in parser.spans.values():
            if len(span.words) == 1:
                entities.alone[key(span.words[0])].append(parser.tokens[span.start].start)
                if len(names) == 1:
                    genders = (_PERSONAL[token.low] for token in parser.tokens if token.low in _PERSONAL)
                    entities.told_of[key(span.words[0])].update(genders)
    for parser in parsers.values():
        for span in parser.spans.values():
            _introduce(entities, parser, span, short)
    _name_by_genitives(entities, parsers)
    for parser in parsers.values():
        for span in parser.spans.values():
            # "President Roosevelt", or "Joan, whose surname we aren't using", never named in full
            titled = span.name > span.start and span.kind == "person"
            alone = len(span.words) == 1 and (titled or _first_name_only(parser, span))
            if alone and entities.known(span.words) == (None, False):
                entities.add(span, parser.tokens[span.start].start, "person")
    return entities, parsers


def _name_by_genitives(entities: Entities, parsers: dict[int, SubjectParser]) -> None:
    """Add whom an article only ever calls by a genitive that does something: "Marsh’s announced", "at Marsh’s shops"."""
    called: dict[tuple[str, ...], list[tuple[SubjectParser, NameSpan]]] = defaultdict(list)
    for parser in parsers.values():
        for span in parser.spans.values():
            called[span.words].append((parser, span))
    for words, places in called.items():
        if len(words) != 1 or not all(parser.low(span.end) == "'s" and span.kind != "place" for parser, span in places):
            continue
        if any(_acts(parser.low(span.end + 1)) for parser, span in places) and entities.known(words)[0] is None:
            parser, span = places[0]
            whole = replace(span, words=(parser.written(span.start, span.end + 1),))
            body = entities.add(whole, parser.tokens[span.start].start, "body", aliases=False)
            entities.alias(words[0], body)


def _acts(low: str) -> bool:
    """Whether a word behind "’s" is a verb: what it belongs to isn't told."""
    return low in AUXILIARIES or low in BE or low in FINITE


def is_byline(parser: SubjectParser) -> bool:
    """Whether a line only says who wrote the article: "By Ann Lee, Staff Writer"; at the top, "Ann Lee" as well."""
    sentence, tokens = parser.sentence, parser.tokens
    span = parser.starting.get(int(parser.low(0) == "by"))
    if span is None or span.kind not in ("person", "likely") or len(span.words) < 2:
        return False
    if not (sentence.first and sentence.last) or len(tokens) > _LONGEST_BYLINE or tokens[-1].text in ".?!:":
        return False
    if span.start == 1:
        return not parser.is_mark(span.end, "'’") and parser.low(span.end) != "'s"
    top = sentence.ordinal < _AT_THE_TOP and is_first_name(span.words[0])
    return top and all(token.capital or not token.word or token.low == "and" for token in tokens)


def _of_initials(acronym: str, span: NameSpan, parser: SubjectParser) -> NameSpan:
    """Return the name with what stands before its "of", where only then it has these initials: "Union of Friends (UF)"."""
    start = span.start
    while parser.low(start - 1) == "of" and (before := parser.spans.get(start - 1)) is not None:
        start = before.start
        words = tuple(token.text for token in parser.tokens[start : span.end])
        if "".join(word[0] for word in words if word[0].isupper()) == acronym:
            return replace(span, start=start, name=start, words=words)
    return span


def _introduce(entities: Entities, parser: SubjectParser, span: NameSpan, short: set[tuple[str, ...]]) -> None:
    """Add whom one span introduces; `short` holds the one or two words that stand alone as a name in the article."""
    words, position = span.words, parser.tokens[span.start].start
    if span.start == 0 and _opens_with_participle(span):
        return
    if span.kind == "body":
        _introduce_body(entities, parser, span)
    elif span.kind == "likely" and parser.low(span.start - 1) in BODIES and entities.known(words)[0] is None:
        entities.add(span, position, "body", aliases=False)  # "the charity Homes Now"
    elif (partner := _partner(parser, span)) is not None:
        entities.add(replace(span, words=(words[0], partner.words[1])), position, "person")
    elif len(words) == 1 and span.kind == "likely" and (_kin(parser, span) or _apposed(parser, span)):
        full = entities.known(words)[0]
        same = full is not None and key(full.words[0]) == key(words[0])
        describe(full if full is not None and same else entities.add(span, position, "person"), parser, span)
    elif _is_whole_name(span):
        other = _ends_like_another(entities, parser, span)
        if span.kind != "likely" or (not other and _is_shortened(span, short)) or _evident(parser, span):
            kind: Literal["person", "body"] = "person" if is_first_name(words[0]) or not other else "body"
            describe(entities.add(span, position, kind, aliases=not other), parser, span)


def _ends_like_another(entities: Entities, parser: SubjectParser, span: NameSpan) -> bool:
    """Whether the last word of a whole name is what somebody or something else goes by: "BetMGM NFL", "Will T-Mobile".

    So it is where it has stood alone before and the first word is no first name, or a word that opens the sentence, or where it
    was told of a man and this is a woman's: "Ivanka Trump".
    """
    surname, position = key(span.surname), parser.tokens[span.start].start
    if entities.known(span.words)[0] is not None or sum(at < position for at in entities.alone[surname]) < _KNOWN_ALONE:
        return False
    first, second = span.words[0], span.words[1]
    if "." in first or (len(span.words) > 2 and is_first_name(second)):
        return False  # "J. R. Cash", "Call Oliver Luck"
    if not is_first_name(first) or (span.start == 0 and word_class(first.lower()).common > 0):
        return True
    gender, told_of = gender_of_name(span.words), entities.told_of[surname]
    if gender is None or entities.known((span.surname,)) != (None, False):
        return False
    return told_of.total() - told_of[gender] >= _OTHERWISE * max(1, told_of[gender])


def _introduce_body(entities: Entities, parser: SubjectParser, span: NameSpan) -> None:
    if len(span.words) == 1 and not span.words[0].isupper():
        return  # "Hill", "Street" and "Park" are surnames too
    acronym = parser.starting.get(span.end + 1) if parser.is_mark(span.end, "(") else None
    if acronym is None or len(acronym.words) != 1 or not acronym.words[0].isupper():
        entities.add(span, parser.tokens[span.start].start, "body", aliases=False)
        return
    whole = _of_initials(acronym.words[0], span, parser)
    entities.alias(acronym.words[0], entities.add(whole, parser.tokens[whole.start].start, "body", aliases=False))


def _partner(parser: SubjectParser, span: NameSpan) -> NameSpan | None:
    """Return the second of a couple, who lends the first one the surname: "Ann and Bob Lee"."""
    partner = parser.starting.get(span.end + 1) if parser.low(span.end) == "and" else None
    if (
        partner is None
        or (len(span.words), len(partner.words)) != (1, 2)
        or span.name > span.start
        or partner.name > partner.start
    ):
        return None
    return partner if is_first_name(span.words[0]) and is_first_name(partner.words[0]) else None


def _is_whole_name(span: NameSpan) -> bool:
    """Whether a span may be a person's first name and surname."""
    words = span.words
    if not 2 <= len(words) <= 5 or span.kind in ("place", "word") or words[0].islower():
        return False
    return not all(word.isupper() and len(word) > 2 for word in words)


def _is_shortened(span: NameSpan, short: set[tuple[str, ...]]) -> bool:
    """Whether the end of a name stands alone elsewhere."""
    words = span.words
    return len(words) <= 4 and ((span.surname,) in short or (len(words) > 2 and words[-2:] in short))


def _opens_with_participle(span: NameSpan) -> bool:
    """Whether the first word of a sentence and a name behind it were taken for one: "Making Camp Hale a park"."""
    low = span.words[0].lower() if len(span.words) > 1 else ""
    if not low.endswith("ing"):
        return False
    forms = [word_class(form) for form in (low, low[:-3], low[:-3] + "e")]
    return any(form.common > 0 and form.noun < _NOUN for form in forms)


def describe(entity: Entity, parser: SubjectParser, span: NameSpan) -> None:
    """Add what the text says around one mention of the entity."""
    for role in told_roles(parser, span):
        entity.add_role(role)
    entity.age = parser.age(span.end) or entity.age
    origin = parser.starting.get(span.end + 1 + (parser.low(span.end + 1) == "the")) if parser.low(span.end) in OF else None
    if origin is not None:
        entity.role_words |= {key(word) for word in origin.words}  # "Jean Roux of France"
    before = parser.low(span.start - 1)
    if before.endswith("-year-old"):
        entity.age = before.split("-")[0]


def _kin(parser: SubjectParser, span: NameSpan) -> bool:
    """Whether somebody is introduced by first name alone, as in "His wife Nerys" and "his wife, Nerys,"."""
    before = span.start - 1
    while parser.is_mark(before, ",") or parser.low(before).endswith("-year-old"):
        before -= 1  # "her eldest son, 16-year-old Reza"
    if parser.low(before) not in KIN:
        return False
    return any(parser.low(i) in ("his", "her", "their", "'s") for i in range(before - 1, max(-1, before - 4), -1))


def _apposed(parser: SubjectParser, span: NameSpan) -> bool:
    """Whether a single name stands in apposition to a person and not to a place: "The oldest boy, Marquise, is 19"."""
    closed = parser.is_mark(span.end, ",") and parser.is_mark(span.start - 1, ",") and span.start - 1 not in parser.spans
    pieces = parser.pieces(0, span.start - 1) if closed else []
    described = parser.described(pieces[-1]) if pieces else None
    return described is not None and described[1] - described[0] <= 8 and is_human(parser.tokens[described[1] - 1].text)


def _first_name_only(parser: SubjectParser, span: NameSpan) -> bool:
    """Whether somebody goes by a first name here: "Joan, 44,", "Joan, who …", "Joan says"."""
    if span.kind not in ("likely", "person") or not is_first_name(span.words[0]):
        return False
    after = parser.low(span.end + 1)
    apart = parser.is_mark(span.end, ",") and (after in ("who", "whose", "a", "the") or (after.isdigit() and len(after) < 3))
    return apart or parser.low(span.end) in SPEECH or parser.low(span.start - 1) in ("said", "says", "recalls", "added")


def _evident(parser: SubjectParser, span: NameSpan) -> bool:
    """Whether an unknown span of capitals is treated as a person where it stands."""
    following = parser.low(span.end)
    opens = span.start == 0 or (span.start <= 20 and parser.is_mark(span.start - 1, ","))
    if opens and len(span.words) <= 3 and any(token.low in _PERSONAL for token in parser.tokens[span.end :]):
        return True  # "Letebrhan Gebremedhin shares a tent with her children"
    if following in _WEAK_EVIDENCE or following in SPEECH:
        return True
    if parser.is_mark(span.end, ",("):
        after, apposed = parser.low(span.end + 1), parser.apposition(span.end, len(parser.tokens)) is not None
        if after in ("who", "whose") or (apposed and after in ("a", "an", "the", "one")):
            return True
    before = parser.low(span.start - 1)
    return is_human(before) or before in ("said", "says", "added", "mr", "mrs")


def phrase_words(parser: SubjectParser, phrase: Phrase) -> list[str]:
    return [key(parser.tokens[i].text) for i in range(phrase.start, phrase.end) if parser.tokens[i].word]
