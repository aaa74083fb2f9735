"""Speech tags: who is said to say something, and which side of the tag the words said stand on."""

from dataclasses import replace

from qa.attribution.according import according
from qa.attribution.quoted_spans import URGING, is_title
from qa.attribution.tag import CLAUSE_OPENERS, OBJECT_PRONOUNS, Tag, adverbials, infinitive, participle, placed, tag_of
from qa.english.clauses import has_clause, is_verb, relative_clauses
from qa.english.gazetteer import DOCUMENTS
from qa.english.lexicon import is_human
from qa.english.phrases import DETERMINERS, PREPOSITIONS, Phrase
from qa.english.speaker_phrases import can_speak, closes, is_plural, lead, touches_quote
from qa.english.subject_parser import SubjectParser
from qa.english.tokens import QUOTATIONS
from qa.english.verbs import ADVERBS, AUXILIARIES, BE, MODALS, PARTICIPLES, REPORTING, SAYING, SPEECH, WITH_ADDRESSEE
from qa.english.word_classes import is_noun, word_class
from qa.english.word_lists import word_list

_LINKS = frozenset(["and", "but", "then", "or", ",", "—", "–", "-"])
_NOUNLIKE = word_list("before a noun")
# Verbs whose base and third forms are nouns as often.
_NOUNS = word_list("verbs that are nouns")

_CALLING = frozenset("call dub label brand".split())
# These tell somebody's words only where "as" stands before the quotation: introduced her as “…”.
_AS_ONLY = frozenset("introduce view regard frame paint see cast remember".split())
_OBJECTS = OBJECT_PRONOUNS - {"her"}  # "said her father"
_GOES_ON = QUOTATIONS | {"on", ",", ":"}
# One of these is in every tag.
_TELLING = SPEECH.keys() | {"according"}
_NO_NOUNS = AUXILIARIES | BE | MODALS | {"not", "never"}
# In tokens.
_LONGEST_PHRASE = 13
# A shorter quotation, in characters, may be a phrase.
_FRAGMENT = 40
# Above this share of its uses as an adjective, a word before the verb makes a noun of it.
_ADJECTIVE = 0.5


def find_tags(parser: SubjectParser) -> list[Tag]:
    """Return the tags of one sentence from left to right."""
    tokens = parser.tokens
    tags: list[Tag] = []
    if _TELLING.isdisjoint(parser.lows):
        return tags
    low = 0
    index = 0
    while index < len(tokens):
        token = tokens[index]
        tag = None
        if token.quote is not None:
            low = index + 1
        elif token.low == "according" and parser.low(index + 1) == "to":
            tag = according(parser, index)
        elif token.low in SPEECH and (not token.capital or index == 0 or parser.is_quote(index - 1)):
            tag = _tag_at(parser, index, low, tags)
        if tag is not None and (tag.follows_words or tag.lemma in REPORTING or parser.has_quote(tag.start)):
            tags.append(tag)
            low = max(low, tag.end if tag.follows_words else index + 1)
            index = max(index + 1, tag.end if tag.follows_words and tag.subject and tag.subject.start > tag.verb else index + 1)
        else:
            index += 1
    return tags


def _tag_at(parser: SubjectParser, verb: int, low: int, earlier: list[Tag]) -> Tag | None:
    lemma, form = SPEECH[parser.tokens[verb].low]
    previous = verb - 1
    after_quote = parser.is_quote(previous) or (parser.is_mark(previous, ",—–-") and parser.is_quote(previous - 1))
    if form == "ing":
        if lemma == "show" and not any(_is_document(parser.low(i)) for i in range(low, verb)):
            return None  # "Lee waved, showing he was well": a study or a poll shows something
        return participle(parser, verb, lemma, low, earlier, after_quote)
    if not _may_tell(parser, verb, low):
        return None
    if form == "base" and parser.low(previous) == "to":
        return infinitive(parser, verb, lemma, earlier)
    subject = parser.before(low, verb)
    inverted = _inverted(parser, verb, after_quote, alone=subject is None) or _closed(parser, verb)
    if inverted is not None:
        return inverted
    if subject is None and low and not after_quote:
        wider, quote = max([t.end for t in earlier], default=0), parser.tokens[low - 1]
        # The last quotation is a phrase within the narration, "the “fixer,” said", and not the words said.
        inside = wider < low and quote.end - quote.start < _FRAGMENT
        subject = parser.before(wider, verb) if inside else None
    subject = subject or _any_noun(parser, low, verb)
    if subject is None:
        return None if _restricted(parser, verb) else _linked(parser, verb, earlier)
    if _is_noun(parser, verb, subject) or _parted(parser, verb, subject) or _restricted(parser, verb):
        return None
    if parser.low(subject.start - 1) in ("if", "unless", "whether") and not touches_quote(parser, verb) and not after_quote:
        return None
    if parser.low(subject.start - 1) == "nor" or parser.low(subject.start) in ("none", "neither"):
        return None
    anybody = _says_clause(parser, verb) and parser.low(subject.start) in DETERMINERS
    aloud = touches_quote(parser, verb) or subject.start == low > 0 or anybody
    if not aloud and not can_speak(parser, subject):
        return None
    return placed(parser, tag_of(parser, verb, lemma, subject.start, subject), earlier)


def _is_document(low: str) -> bool:
    return not DOCUMENTS.isdisjoint((low, low.removesuffix("s"), low.removesuffix("ies") + "y"))


def _may_tell(parser: SubjectParser, verb: int, low: int) -> bool:
    """Whether the word is a verb of speech here, as far as the words beside it tell."""
    lemma, form = SPEECH[parser.tokens[verb].low]
    before, after = parser.low(verb - 1), parser.low(verb + 1)
    if lemma in ("quote", "cite") and any(
        parser.low(i) == "as" and parser.low(i + 1) in PARTICIPLES for i in range(verb, verb + 14)
    ):
        return False  # "CNN quoted an official as saying": the official speaks
    adjective = word_class(before).adjective > _ADJECTIVE and not is_human(before)
    if form in ("base", "third") and (adjective or before in _NOUNLIKE):
        return False
    if lemma in ("find", "show") and not (after == "that" or parser.is_mark(verb + 1, ".,")):
        found = parser.before(low, verb)
        documents = found is not None and any(parser.low(i) in DOCUMENTS for i in range(found.start, found.end))
        if not documents or not has_clause(parser, verb + 1, len(parser.tokens)):
            return False
    passive = form == "past" and after == "to" and is_verb(parser, verb + 2, bare=True)
    if passive and lemma in REPORTING - URGING:
        return False  # "the man said to have been in charge"
    if lemma == "rule" and after != "that":
        return False  # "ruled out for the season"
    if lemma in _AS_ONLY and not _as_follows(parser, verb):
        return False
    if lemma == "go" and after not in _GOES_ON:
        return False
    if (
        lemma == "refer"
        and parser.low(verb + 2) == "as"
        and all(parser.low(i) != "what" for i in range(max(low, verb - 8), verb))
    ):
        return False  # "the district often referred to as “Little Rome”"
    if lemma in _CALLING and _only_names(parser, verb, low):
        return False
    return lemma != "call" or after not in ("to", "out", "off", "in", "at", "up")


def _only_names(parser: SubjectParser, verb: int, low: int) -> bool:
    """Whether the verb tells what something is called: "a book called “…”", "a plan Lee calls “Project Sun”"."""
    previous = next(i for i in range(verb - 1, -2, -1) if parser.low(i) not in ADVERBS)
    if not parser.is_quote(verb + 1) or parser.low(previous) in AUXILIARIES:
        return False
    subject = parser.before(low, verb)
    if subject is None:
        return parser.is_mark(previous, ",")
    if is_title(parser, verb + 1, 1):
        return True
    before = parser.low(subject.start - 1)
    whom = before in ("what", "which", "that", "whom") or is_noun(before)  # "what Lee called “…”", "a plan Lee called “…”"
    return SPEECH[parser.tokens[verb].low][1] == "past" and subject.kind != "pronoun" and not whom


def _inverted(parser: SubjectParser, verb: int, after_quote: bool, *, alone: bool) -> Tag | None:
    """Return the tag whose speaker stands behind the verb: “…,” said Ann Lee; `alone` where none stands before it."""
    lemma, form = SPEECH[parser.tokens[verb].low]
    opens = after_quote or (alone and (verb == 0 or parser.is_mark(verb - 1, ",")))
    if form == "base" or lemma == "tell" or not opens:
        return None
    subject = parser.after(verb + 1, len(parser.tokens))
    if subject is None or subject.kind == "pronoun" or parser.tokens[subject.start].text in _OBJECTS:
        return None  # "said he was", "“The Quay” stressed us out"; but "said US officials"
    if not (after_quote or (can_speak(parser, subject) and closes(parser, subject))):
        return None
    return Tag(verb, lemma, verb, adverbials(parser, subject.whole_end), None, subject, follows_words=True)


def _closed(parser: SubjectParser, verb: int) -> Tag | None:
    """Return the tag at the end of what is said: …, said mission director Ann Lee."""
    lemma, form = SPEECH[parser.tokens[verb].low]
    told = lemma not in WITH_ADDRESSEE - {"warn"} and (lemma in SAYING or lemma == "report")
    if form != "past" or not told or not parser.is_mark(verb - 1, ","):
        return None
    closing = parser.after(verb + 1, len(parser.tokens))
    end = _closing(parser, verb, closing) if closing is not None else None
    return None if end is None else Tag(verb, lemma, verb, end, None, closing, follows_words=True)


def _is_noun(parser: SubjectParser, verb: int, subject: Phrase) -> bool:
    """Whether it is a noun: "Initial reports", "voters in seven states", "other Northeastern states prepared"."""
    lemma, form = SPEECH[parser.tokens[verb].low]
    named = lemma in _NOUNS and subject.kind != "pronoun"
    if form == "base":
        return not is_plural(parser, subject) or named or parser.low(subject.start).endswith("ing")
    end = next((i for i in range(subject.start + 1, subject.end) if parser.low(i) in PREPOSITIONS), subject.end)
    several = subject.kind == "description" and is_plural(parser, replace(subject, start=end - 1, end=end))
    goes_on = parser.low(verb + 1) == "of" or is_verb(parser, verb + 1)
    one = subject.end == 1 and (subject.span is None or subject.span.kind != "body")  # "WKLM reports"
    return form == "third" and named and (several or goes_on or (subject.start == 0 and one))


def _parted(parser: SubjectParser, verb: int, subject: Phrase) -> bool:
    """Whether the verb is a participle apart from its subject: "The second round, announced in May"."""
    comma = next(i for i in range(verb - 1, -2, -1) if parser.low(i) not in ADVERBS)
    parted = subject.end == comma and parser.is_mark(comma, ",") and subject.role is None
    past = SPEECH[parser.tokens[verb].low][1] == "past"
    return past and parted and not parser.is_mark(subject.start - 1, ",")


def _restricted(parser: SubjectParser, verb: int) -> bool:
    """Whether the verb only tells which person is meant: "remembered a child who argued with the priest"."""
    relative = next((i for i in range(verb - 1, -1, -1) if parser.low(i) not in AUXILIARIES), 0)
    if parser.low(relative) != "who" or parser.is_mark(relative - 1, ","):
        return False
    that = any(parser.low(i) == "that" for i in range(verb + 1, verb + 6))
    return not that and not _says_clause(parser, verb) and not touches_quote(parser, verb)


def _says_clause(parser: SubjectParser, verb: int) -> bool:
    opens = verb + 1 in parser.starting or parser.low(verb + 1) in CLAUSE_OPENERS
    return SPEECH[parser.tokens[verb].low][0] == "say" and opens


def _linked(parser: SubjectParser, verb: int, earlier: list[Tag]) -> Tag | None:
    """Return a tag of whoever was told of before: "Lee spoke on Monday and said …", "according to Lee, who told CNN …"."""
    lemma, form = SPEECH[parser.tokens[verb].low]
    previous = verb - 1
    if parser.low(previous) == "who" and earlier and earlier[-1].follows_words and previous - earlier[-1].end in (0, 1):
        return tag_of(parser, verb, lemma, previous, None, linked=True)
    k = previous
    while k >= 0 and (
        parser.low(k).endswith("ly") or parser.low(k) in ("also", "then", "later") or parser.low(k) in AUXILIARIES
    ):
        k -= 1
    # "shared the concerns and demands"
    noun = lemma in _NOUNS and form == "third" and parser.low(k - 1).endswith("s")
    if k < 0 or parser.low(k) not in _LINKS or form == "base" or noun:
        return None
    # "a note from Ann Lee, who backed it and said …"
    who = next((first for first, last in relative_clauses(parser) if first < k < last and parser.low(first) == "who"), 0)
    named, subject = parser.spans.get(who - 1), None
    if not earlier:
        told = named is not None and named.kind == "person"
        subject = Phrase("name", named.start, who - 1, named) if named and told else lead(parser, k, bodies=lemma == "say")
    if subject is None and not earlier:
        return None
    return tag_of(parser, verb, lemma, k, subject, linked=True)


def _as_follows(parser: SubjectParser, verb: int) -> bool:
    for index in range(verb + 1, min(verb + 10, len(parser.tokens))):
        if parser.is_quote(index):
            return parser.low(index - 1) in ("as", "a", "an", "the") and "as" in (parser.low(index - 1), parser.low(index - 2))
        if not parser.tokens[index].word:
            return False
    return False


def _closing(parser: SubjectParser, verb: int, subject: Phrase) -> int | None:
    """Return where a tag ends that closes what is said: …, said mission director Ann Lee; None where it doesn't."""
    whole = len(parser.tokens)
    if subject.kind != "name" or subject.span is None or subject.span.kind == "word":
        return None
    end = max(subject.end, subject.role[1] if subject.role is not None else 0)
    directly = subject.start - (parser.low(subject.start - 1) == "the") == verb + 1 and parser.tokens[end - 1].capital
    if directly and parser.is_mark(end, ","):
        return end
    end = adverbials(parser, end)
    return whole if end >= whole or (parser.is_mark(end, ".") and end + 1 >= whole) else None


def _any_noun(parser: SubjectParser, low: int, verb: int) -> Phrase | None:
    """Return the noun phrase, whatever its noun, between a quotation and "says": “…,” a summary of the results says."""
    quote = parser.tokens[low - 1].quote if low else None
    if quote is None or quote.end - quote.start < _FRAGMENT or parser.low(verb) not in SAYING:
        return None
    end = next(i for i in range(verb, low - 1, -1) if not parser.low(i - 1).endswith("ly"))
    plain = all(parser.tokens[i].word and not is_verb(parser, i) and parser.low(i) not in _NO_NOUNS for i in range(low, end))
    named = parser.low(low) in DETERMINERS and 1 < end - low <= _LONGEST_PHRASE
    return Phrase("description", low, end) if named and plain else None
