"""What is said where nothing answers: what is missing, and only what was checked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.english.calendar import MONTH_NAME, MONTH_NUMBERS
from qa.english.dates import long_date
from qa.english.gazetteer import PLACES
from qa.english.lexicon import is_first_name, is_human, known_name, may_be_one
from qa.english.numbers import SMALL
from qa.english.request import itself
from qa.english.wanted import Wanted
from qa.english.word_classes import A_NOUN, word_class
from qa.english.word_lists import alternatives
from qa.english.words import content_words, is_stop_word, stem, stems, without_possessive, words
from qa.pipeline.asked_numbers import numbers_asked, numbers_not_in
from qa.reading.question import Name, forms_of, initials_stem, question_names
from qa.reading.sentences import is_heard
from qa.store.sql import Library, Passage
from qa.types import ABSTAINED, LIKELY, PERHAPS, UNLIKELY, Answer

EMPTY = "There are no documents yet; add some with `qa ingest PATH`, or the article that comes along with `qa sample`."
NO_ANSWER = "I found no answer to this in these documents."
DIFFER = "These differ, the newer first:"
REMOVED = f"{ABSTAINED} The document that the last answer quotes isn't here any more; ask anew, in full."
OF_WHAT = "Of what? Nothing before tells what “{}” means: name it, and ask again."
OF_NOTHING = "Of what? The last answer found nothing that this could be of: name it, and ask again."
WHICH_OF_THEM = "Of which? The last answer quotes {:,} documents: call one by its title, and ask again."
NOT_THEN = "{} isn't quoted in documents published {}; leave the time out for what they said at any time."
OF_OTHER_TIMES = "Nothing of that time was found; this is of other times."
NO_TIME = "Told of any time: I don't know which days “{}” means."
OTHER_LANGUAGE = "I can read and answer questions in English only; please ask in English."
SHORTEST = "This is the best sentence alone; I quote sentences whole."
WHOLE = "I quote sentences whole."
# The few words that were wished.
PART = "{}, as [1] has it; I quote sentences whole."
ANY_TIME = "Told of any time: no document that is known to have come out {} tells of this."
THANKED = "You're welcome. Ask me anything else about your documents."
MISUNDERSTOOD = (
    "Sorry that this wasn't what you asked. Say it in other words, or name the person, the document or the day that you mean."
)
_GREETING = "Ask me about your documents: I answer in their own words and show where each stands."
# From this probability that the documents answer, an unsure answer is told to be likely one: see eval/RESULTS.md.
_LIKELY = 0.45
# Below this one it is told to be unlikely. Of 198 unsure answers to the questions of news-sealed-15 to -18 and documents-10 to
# -12 that are, 31 have the answer, and 112 of the questions have none in the documents; of 65 in three sets of messages 17.
_UNLIKELY = 0.15
# Passages with a word that are read to see whether it is written with a capital.
_READ_FOR_CAPITALS = 5
_ISO_DAY = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?!\d)")
# The figures of a name, which may be told without its letters: "A260".
_FIGURES = re.compile(r"\d{3,}")
# "Invoice 2025-0388", "order ab-1234"; but no years ("2019-2021", "mid-1990") and no scores or other ranges.
_IDENTIFIER = r"(?:[A-Za-z]+-|(?:19|20)\d\d-|\d+-(?=0))(?!(?:19|20)\d\d\b)\d{3,}(?:-\d+)*"
_IDENTIFIERS = re.compile(rf"(?<![\w-]){_IDENTIFIER}(?![\w-])")
# "Treatment D", "exit code 4", "Flat 5", "invoice 2025-0388".
_LABELLED = re.compile(rf"\b(?P<label>[A-Za-z][a-z]{{2,}}) (?P<code>[A-HJ-Z]|{_IDENTIFIER}|\d{{1,3}})(?![\w-]|[.,:]\d|%)")
# Characters between a label and its number at most: "Codes 3 or 4".
_NEAR_LABEL = 40
# What stands behind the first of several numbers with one label.
_RANGE = r" (?:to|and|or)\b| ?[-–&]"
# The number that each place of this list is, in words.
_WORDED = tuple(SMALL)
# A word of which smaller shares are nouns and adjectives is a verb: "compare", "describe", "discuss".
_A_VERB = 0.2
_OWNS = re.compile(r"['’]s?\s+")
_OF_MONTH = re.compile(rf"(?:\s+of)?\s+{MONTH_NAME}$")
# A number that says which of several is meant, or when.
_WHICH = re.compile(r"\b(?:\d[\d.]*|[IVX]+)\b")
# As a follow-up that a document answers is shown (`follow_ups.nearby.about_document`).
TITLE_OF_IT = re.compile(r" \(about: “[^”]*”\)$|, “[^”]*”(?=\)$)")


def refusal(
    question: str,
    passages: Sequence[Passage],
    library: Library,
    documents: frozenset[str] | None = None,
    *,
    unclear: bool = False,
) -> str:
    """Say what of the question stands nowhere in the library; where all of it does, only that no answer was found.

    Of one that is `unclear` only names count: "What will she do with the money?" doesn't fail for want of the word "money".

    A name is said to be mentioned where these documents have its words next to each other, whatever others have. The title of
    what a follow-up was taken to be about is no part of it.
    """
    question, of_document = TITLE_OF_IT.subn("", question)
    names = _names(question, passages)
    unheard = _unheard(names, library)
    if not (unheard or of_document or unclear):
        unheard = [each for each in _nouns(question) if not library.knows_like(stem(each))][:1]
    unheard = [each for each in unheard if not all(library.is_called_like(stem(word)) for word in words(each))]
    if unheard:
        return f"{ABSTAINED} {Missing(tuple(unheard), nowhere=True)}"
    told = _together([each for each in names if each.text.lower() not in MONTH_NUMBERS], question)
    phrases = [Wanted.of([each]) for each in told]
    if told and all(each and library.census.mentioning(each, documents) for each in phrases):
        return f"{NO_ANSWER} They mention {_listed(told)}, but nothing says this."
    return NO_ANSWER


def nowhere(question: str, library: Library) -> str:
    """Abstain, and say which name of the question stands nowhere in the library, where one does."""
    told = refusal(question, (), library)
    return told if told.startswith(ABSTAINED) else ABSTAINED


def another_one(question: str, library: Library, answer: Answer) -> str:
    """What the question calls by a label with a letter or number ("treatment D"), where the answer quotes another of its sort
    and no document quoted has this one; empty where there is none."""
    text = ""
    for asked in _LABELLED.finditer(question):
        label, code = rf"(?i:\b{asked['label']}s?\b)", asked["code"]
        if asked["label"].lower() in MONTH_NUMBERS or word_class(asked["label"].lower()).noun < A_NOUN:
            continue
        sort = r"\d{1,3}" if code.isdigit() else _IDENTIFIER if "-" in code else "[A-HJ-Z]"
        other = re.compile(rf"{label}:? (?!{code}\b){sort}(?![\w%]|[.,:]\d|{_RANGE})")
        if not any(other.search(f"{each.title}\n{each.quote}") for each in answer.citations):
            continue
        told = rf"(?i:{code}|{_WORDED[int(code)]})" if code.isdigit() and int(code) < len(_WORDED) else code
        this = rf"(?m){label}[^\n]{{0,{_NEAR_LABEL}}}\b{told}\b|^\W*{told}[.):]" if code.isdigit() else rf"\b{code}\b"
        text = text or _text_of(answer, library)
        if not re.search(this, text):
            return asked[0]
    return ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Names of a question that stand `nowhere` in the library, or else in none of the documents quoted."""

    names: tuple[str, ...] = ()
    nowhere: bool = False

    def __str__(self) -> str:
        """A sentence; empty where nothing is."""
        where = "Nothing here mentions" if self.nowhere else "No document quoted here mentions"
        return f"{where} {_listed([f'“{each}”' for each in self.names], 'or')}." if self.names else ""


def missing(question: str, passages: Sequence[Passage], library: Library, answer: Answer, another: str = "") -> Missing:
    """Which names of the question stand nowhere in the library, or else in none of the documents quoted.

    Typed in small letters, a word is a name where the library mostly writes it with a capital. A noun is none: of
    13 that stood nowhere, under answers that were told to be likely, each was told otherwise ("kids") or misspelt. `another` is
    what `another_one` found.
    """
    question = itself(question)  # what it was taken to be about nobody typed
    names = _names(question, passages)
    if unheard := _unheard(names, library):
        return Missing(tuple(unheard), nowhere=True)
    text = _text_of(answer, library)
    written = stems(text)
    if all(name.text.islower() for name in names):
        known = {part for name in names for part in name.parts}
        small = [each for each in _nouns(question) if each.isalpha() and stem(each) not in known]
        small = [each for each in small if written.isdisjoint(forms_of(stem(each)))]
        if nowhere := [each for each in small if each in PLACES and not library.word_frequencies(forms_of(stem(each)))]:
            return Missing((nowhere[0],), nowhere=True)
        hits = [hit.chunk_id for each in small for hit in library.search_words([each], _READ_FOR_CAPITALS)]
        names += _names(" ".join(small), list(library.passages(hits).values()))
    absent = _together([name for name in names if not _stands_among(name, written)], question)
    absent += [each for each in _together(names, question) if each not in absent and _is_namesakes(each, text)]
    absent = [each for each in absent if not (_is_common_noun(each) or _is_dated(each, question, answer, text))]
    there = {*_IDENTIFIERS.findall(f"{text} {absent}")}
    absent += [each for each in _IDENTIFIERS.findall(question) if each not in there]
    lacking = [each for each in (*absent, *numbers_not_in(text, question)) if not (another and another.endswith(each))]
    return Missing(tuple(filter(None, (*lacking, another))))


def _text_of(answer: Answer, library: Library) -> str:
    """Return the text of the documents quoted, each below its title."""
    titles = [each.title for each in answer.citations]
    return "\n".join((*titles, *library.texts({each.document_id for each in answer.citations}).values()))


def _is_dated(name: str, question: str, answer: Answer, text: str) -> bool:
    """Whether it is a month that is told in another form, or by the date of a document quoted; or one with its year, which
    `particulars` looks after."""
    number = MONTH_NUMBERS.get(name.lower())
    if number is None:
        return False
    forms = alternatives(form for form, of in MONTH_NUMBERS.items() if of == number)
    of_year = re.search(rf"\b{re.escape(name)}\.? (?:\d\d?,? )?(?:19|20)\d\d\b", question)
    days = (*(each.published for each in answer.citations if each.published), *_ISO_DAY.findall(text))
    return of_year is not None or re.search(rf"(?i)\b(?:{forms})\b", " ".join((text, *map(long_date, days)))) is not None


def _stands_among(name: Name, written: frozenset[str]) -> bool:
    """Whether these stems have its last word, in any of its forms, or its initials."""
    return not written.isdisjoint(forms_of(name.parts[-1])) or (len(name.parts) > 1 and initials_stem(name.parts) in written)


def tells_of_namesakes(question: str, library: Library, answer: Answer) -> bool:
    """Whether the documents quoted tell of Bob Lee where the question names Ann Lee, and nothing of her."""
    names = [name for name in _together(_names(question, ()), question) if " " in name]
    text = _text_of(answer, library) if names else ""
    return any(_is_namesakes(name, text) for name in names)


def _is_namesakes(name: str, text: str) -> bool:
    """Whether the text has the surname of a person's full name behind first names alone that can't be that person's."""
    first, *_, last = words(name) if " " in name else ("", "")
    if not is_first_name(first) or name in PLACES or _is_common_noun(name):  # "Jordan River"
        return False
    here = rf"(?i:{re.escape(last)})\b"
    lines = [line for line in text.splitlines() if re.search(here, line)]
    hers = rf"\b(?i:{re.escape(first)}\b|{re.escape(first[0])}\.? {here})"
    if any(re.search(hers, line) for line in lines):
        return False
    given = [each for line in lines for each in re.findall(rf"\b([A-Z][\w’'-]+) {here}", line) if is_first_name(each)]
    return bool(given) and not any(may_be_one(first, each) for each in given)


def lacks_number(question: str, library: Library, answer: Answer) -> bool:
    """Whether the question has a number that no document quoted has: "the 51 foot mural" where they tell of one of 30 feet."""
    return bool(numbers_asked(question) and numbers_not_in(_text_of(answer, library), question))


def _nouns(question: str) -> list[str]:
    """Return its telling words in small letters that are nouns."""
    telling = (without_possessive(each) for each in content_words(question) if each.islower())
    return [each for each in telling if word_class(each).noun >= A_NOUN]


def is_of_another(topic: str, told: str) -> bool:
    """Whether what is told lacks a number of the topic: "Charles II", "the iPhone 16", "the 2018 World Cup final"."""
    return any(not re.search(rf"\b{re.escape(number)}\b", told) for number in _WHICH.findall(topic))


def lacks_all(question: str, text: str) -> str:
    """Return the nouns of the question where the text has none of them, "elephants" and "zoo"; "" where it has one."""
    nouns, written = _nouns(question), stems(text)
    lacks = all(written.isdisjoint(forms_of(stem(each))) for each in nouns)
    return _listed([f"“{each}”" for each in nouns], "or") if nouns and lacks else ""


def _names(question: str, passages: Sequence[Passage]) -> list[Name]:
    texts = [f"{passage.title}. {passage.text}" for passage in passages]
    found = (_without_verb(name, question) for name in question_names(question, texts) if not name.is_number)
    return [part for name in found if name is not None for part in _parted(name)]


def _is_common_noun(name: str) -> bool:
    """Whether it ends with a common noun in small letters, which stands in names, too: "day", "company", "high school"."""
    last = name.split()[-1]
    known = word_class(last)
    return known.common > 0 and known.noun >= A_NOUN and known_name(last) is None


def _parted(name: Name) -> Iterator[Name]:
    """Yield whom "Taylor Lee's Georgia" and the "Poll of March" name, without the month."""
    for text in _OWNS.split(name.text):
        told = _OF_MONTH.sub("", text)
        if told == name.text:
            yield name
        elif parts := tuple(stem(word) for word in words(told) if not is_stop_word(word)):
            yield Name(told, parts)


def _without_verb(name: Name, question: str) -> Name | None:
    """ "Compare Ann Lee", at the beginning of a sentence, is Ann Lee, and "According" nobody."""
    first, _, rest = name.text.partition(" ")
    low = first.lower()
    known = word_class(low)
    verb = low.startswith("summari") or (known.common and known.noun < _A_VERB > known.adjective and known_name(low) is None)
    if not verb or not (question.startswith(first) or re.search(rf"[.?!]\s+{re.escape(first)}\b", question)):
        return name
    return Name(rest, name.parts[1:]) if rest else None


def _together(names: Sequence[Name], question: str) -> list[str]:
    """Join names that belong together: typed in small letters, "kamala" and "harris's" are one; "manager" is none."""
    told: list[str] = []
    for name in names:
        text = without_possessive(name.text)
        if told and text.islower() and re.search(rf"\b{re.escape(told[-1])} {re.escape(text)}\b", question):
            told[-1] += f" {text}"
        elif not (text.islower() and is_human(text)):
            told.append(text)
    return told


def _unheard(names: Sequence[Name], library: Library) -> list[str]:
    """Return those that the library lacks in part: it may know a Halvorsen, no Graham Halvorsen. "A260" may be told as 260.

    A month is told by a document's date, too.
    """
    return [
        name.text
        for name in names
        if not all(library.knows_like(part) for part in name.parts[:-1]) or not is_heard(library, name)
        if not ((figures := _FIGURES.search(name.text)) and library.knows_like(figures.group()))
        if name.text.lower() not in MONTH_NUMBERS
    ]


def perhaps(answer: Answer, answerable: float) -> Answer:
    """Put the answer under words that say how likely it is, with this probability, that it answers."""
    return unsure(answer, LIKELY if answerable >= _LIKELY else PERHAPS)


def as_likely(answer: Answer, answerable: float, *, doubtful: bool) -> Answer:
    """Put sentences that were read under words that say how likely they answer; 0 where nothing is known of that.

    Of what is `doubtful` it is never said that it likely does.
    """
    if 0 < answerable < _UNLIKELY:
        return unsure(answer, UNLIKELY)
    return perhaps(answer, 0.0 if doubtful else answerable)


def unsure(answer: Answer, words: str = PERHAPS) -> Answer:
    """Return the answer under these words, and nothing in bold."""
    return answer if answer.unsure and not answer.hedge else answer.unsurely(words)


def whole_sentences(form: str, answer: Answer, part: str = "") -> str:
    """Say that sentences are quoted whole where less is wished ("brief", "part"), and that the best one stands alone.

    `part` are the words of the first quote that were wished, where they are known.
    """
    if not form or not answer.citations:
        return ""
    if part:
        return PART.format(part)
    return SHORTEST if form == "brief" and len(answer.citations) == 1 else WHOLE


def greeting(examples: Sequence[str]) -> str:
    """Return a friendly word, with questions that this library answers."""
    if not examples:
        return _GREETING
    return f"{_GREETING}\n\nFor example:\n\n" + "\n".join(f"- {example}" for example in examples)


def _listed(items: Sequence[str], joined: str = "and") -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joined} {items[-1]}"
