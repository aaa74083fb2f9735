"""What is said where nothing answers: what is missing, and only what was checked."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.english.gazetteer import PLACES
from qa.english.lexicon import is_human
from qa.english.word_classes import word
from qa.english.words import content_words, stem, stems
from qa.reading.question_names import Name, acronym, forms_of, question_names
from qa.reading.sentences import is_heard
from qa.store.sql import Library, Passage
from qa.types import ABSTAINED, Answer, Citation

EMPTY = "There are no documents yet; add some with `qa ingest PATH`, or the article that comes along with `qa sample`."
NO_ANSWER = "I found no answer to this in these documents."
PERHAPS = "I'm not sure; this comes closest:"
LIKELY = "The answer is probably here:"
DIFFER = "These differ, the newer first:"
OTHER_LANGUAGE = "I can read and answer questions in English only; please ask in English."
_GREETING = "Ask me about your documents: I answer in their own words and show where each stands."
# From this probability that the documents answer, an unsure answer is told to be likely one: see eval/RESULTS.md.
_LIKELY = 0.45
# From this share of its uses as a noun, a word that stands nowhere is told of; and passages with a word that tell whether it is
# written with a capital.
_A_NOUN, _READ_FOR_CAPITALS = 0.5, 5
# As a follow-up that a document answers is shown (`follow_ups.nearby.about_document`).
_TITLE_OF_IT = re.compile(r" \(about: “[^”]*”\)$|, “[^”]*”(?=\)$)")


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

    A name is said to be mentioned where these documents mention it, whatever others do. The title of what a follow-up was taken
    to be about is no part of it.
    """
    question, of_document = _TITLE_OF_IT.subn("", question)
    names = _names(question, passages)
    unheard = _unheard(names, library)
    if not (unheard or of_document or unclear):
        lower = (each for each in content_words(question) if each.islower())
        unheard = [each for each in lower if not library.knows_like(stem(each))][:1]
    if unheard:
        return f"{ABSTAINED} {_nothing_mentions(unheard)}"
    told = _together(names, question)
    if told and all(is_heard(library, name, documents) for name in names):
        return f"{NO_ANSWER} They mention {_listed(told)}, but nothing says this."
    return NO_ANSWER


def missing(question: str, passages: Sequence[Passage], library: Library, answer: Answer) -> str:
    """Which names of the question stand nowhere in the library, or else in none of the documents quoted, as a sentence; empty
    where all do. Typed in small letters, a word is a name where the library mostly writes it with a capital. Under an answer
    that is told to be likely, a noun that stands nowhere is missing as well: elsewhere it is mostly misspelt or told otherwise.
    """
    quoted = answer.citations
    question = _TITLE_OF_IT.sub("", question)
    names = _names(question, passages)
    if unheard := _unheard(names, library):
        return _nothing_mentions(unheard)
    if all(name.text.islower() for name in names):
        known = {part for name in names for part in name.parts}
        small = [each for each in content_words(question) if each.islower() and each.isalpha() and stem(each) not in known]
        small = [
            each for each in small if word(each).noun >= _A_NOUN and not _stands_in(Name(each, (stem(each),)), library, quoted)
        ]
        told = small if hedge(answer.text) == LIKELY else [each for each in small if each in PLACES]
        if nowhere := [each for each in told if not library.word_frequencies(forms_of(stem(each)))]:
            return _nothing_mentions(nowhere[:1])
        hits = [hit.chunk_id for each in small for hit in library.search_words([each], _READ_FOR_CAPITALS)]
        names += _names(" ".join(small), list(library.passages(hits).values()))
    absent = [name for name in names if not _stands_in(name, library, quoted)]
    told = [f"“{each}”" for each in _together(absent, question)]
    return f"No document quoted here mentions {_listed(told)}." if told else ""


def _stands_in(name: Name, library: Library, quoted: Sequence[Citation]) -> bool:
    """Whether one of these documents has its last word, in any of its forms, or its initials."""
    forms = {*forms_of(name.parts[-1]), *([acronym(name.parts)] if len(name.parts) > 1 else [])}
    documents = frozenset(each.document_id for each in quoted)
    known = library.word_frequencies(forms)
    return not forms.isdisjoint(stems(" ".join(each.title for each in quoted))) or any(
        library.search_words([form], 1, documents) for form in known
    )


def _names(question: str, passages: Sequence[Passage]) -> list[Name]:
    texts = [f"{passage.title}. {passage.text}" for passage in passages]
    return [name for name in question_names(question, texts) if not name.is_number]


def _together(names: Sequence[Name], question: str) -> list[str]:
    """As they are to be told: typed in small letters, "kamala" and "harris's" side by side are one, and "manager" is none."""
    told: list[str] = []
    for name in names:
        text = re.sub(r"['’]s?$", "", name.text)
        if told and text.islower() and re.search(rf"\b{re.escape(told[-1])} {re.escape(text)}\b", question):
            told[-1] += f" {text}"
        elif not (text.islower() and is_human(text)):
            told.append(text)
    return told


def _unheard(names: Sequence[Name], library: Library) -> list[str]:
    """Those of which the library lacks a part: it may know a Halvorsen, but no Graham Halvorsen."""
    return [
        name.text
        for name in names
        if not all(library.knows_like(part) for part in name.parts[:-1]) or not is_heard(library, name)
    ]


def _nothing_mentions(unheard: Sequence[str]) -> str:
    return f"Nothing here mentions {_listed([f'“{each}”' for each in unheard])}."


def perhaps(text: str, answerable: float) -> str:
    """What comes closest, under words that say how likely it is, with this probability, that it answers."""
    return f"{LIKELY if answerable >= _LIKELY else PERHAPS}\n\n{text}"


def hedge(text: str) -> str:
    """Those words of an unsure answer; empty where it has none."""
    return next((words for words in (PERHAPS, LIKELY) if text.startswith(words)), "")


def unsure(answer: Answer, words: str = PERHAPS) -> Answer:
    """The answer under these words, its claims where they stand now, and nothing in bold."""
    before = hedge(answer.text)
    if answer.unsure and not before:
        return answer
    text = words + answer.text.removeprefix(before) if before else f"{words}\n\n{answer.text}"
    added = len(text) - len(answer.text)
    claims = tuple(replace(each, start=each.start + added, end=each.end + added) for each in answer.claims)
    return replace(answer, text=text, claims=claims, short_answer=None, unsure=True)


def greeting(examples: Sequence[str]) -> str:
    """A friendly word, with questions that this library answers."""
    if not examples:
        return _GREETING
    return f"{_GREETING}\n\nFor example:\n\n" + "\n".join(f"- {example}" for example in examples)


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
