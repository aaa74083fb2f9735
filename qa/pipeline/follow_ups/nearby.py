"""Whether the document just quoted answers a follow-up, and who there is meant by “What did he say?” or “… the coach say?”."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from textwrap import shorten

from qa.attribution.answers import asked_of_speaker
from qa.english.entities import gender_of_name
from qa.english.noun_phrases import parse
from qa.english.request import ABOUT
from qa.english.words import content_stems, stems, words
from qa.pipeline.asking import Asking
from qa.pipeline.follow_ups.pronouns import also_about, headline
from qa.pipeline.follow_ups.shortened import corrects, lacks_month
from qa.reading import Reading
from qa.retrieval import Retrieved
from qa.store.sql import StoredStatement

# A question is asked of that document too from this probability on that it takes something from what was said.
LEANS = 0.5
# Other documents answer rather than the one just quoted where their odds of being right are so many times its own: fitted to
# follow-ups about news of which one of the two is right (eval/RESULTS.md). A question that isn't understood says less.
_TIMES, _TIMES_UNCLEAR = 8.0, 20.0
# The one just quoted answers a question that seems to stand alone where its odds are so many times those of the others: five of
# 84 such follow-ups (eval/gold/conversations-library-*-training.jsonl; one is won, one lost) and three of the 299 messages of
# eval/gold/messages-2.jsonl, which are all won.
_TIMES_ALONE = 2.0
# Of what was said before, a document that it was taken from has at least this share of the words: of 107 follow-ups about news
# with their answers, each has 0.67 or more in its own document (eval/gold/conversations-news.jsonl).
_OF_ITS_WORDS = 0.5
# A sentence of other documents with half the odds of being right or more is quoted beside one that is unsure: of 185 follow-ups
# that go from document to document 91 have a right sentence so (81 without), of 242 on one document 215 (215).
_NEARLY = 2.0
# So many words of a title call a document by it; one may stand there by chance.
_CALLED = 2
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_ABOUT_IT = re.compile(r" (?:about|on|to) (?:it|this|that|them)\b", re.IGNORECASE)


# A reading, and the passages that it is of.
Read = tuple[Reading, Retrieved]


def choose_reading(asking: Asking, everywhere: Read, nearby: Sequence[Read], alike: Sequence[Read] = ()) -> Asking:
    """Choose between what all documents say, what the documents say that were just quoted (one at least), and what documents
    say that tell of the same. The question then names the document.

    A document that the conversation quoted earlier answers, too, where it is the likeliest. One that it never quoted is never
    sure: of 19 that were in eight sets of conversations and six of messages 10 told of something else.
    """
    best, _ = everywhere
    if lacks_month(asking.question.text, (each.text for _, told in nearby for each in told.passages)):
        return replace(asking, reading=best)
    own, passages = max(nearby, key=lambda each: each[0].right)
    unclear = asking.unclear or corrects(asking.question.text) == "noun"  # "I meant the tank": of what is talked of, or any
    times = _TIMES_UNCLEAR if unclear else _TIMES
    of_it = times if _named(asking) else _TIMES
    near, passages = next((each for each in alike if is_surer(each[0], own, of_it)), (own, passages))
    surer = is_surer(best, near, times) and not belongs_here(asking, everywhere, [*nearby, *alike])
    surer = surer or _names_another(asking, everywhere, nearby)
    nothing = best.confidence == near.confidence == "no"  # a question that nothing answers says of no document that it is meant
    told = {each.document for each, _ in nearby}
    known = {each for turn in asking.question.history for each in turn.documents} - {near.document}
    if best.document in known and best.right >= near.right:
        near, passages = everywhere
    elif near.document in ("", best.document) or surer or (nothing and not asking.points):
        if asking.points and best.confidence == "no" and near.document == best.document != "":
            best = replace(best, confidence="perhaps")
        best = best if best.document in known | told else never_sure(best)
        return replace(asking, reading=_beside(best, near))
    near = near if near.document in known | told else never_sure(near)
    if near.confidence == "no":
        near = replace(near, confidence="perhaps")  # a follow-up says too little to be refused
    meant = about_document(asking.standalone, _title((near, passages)))
    near = _beside(near, best)
    return replace(asking, standalone=meant, retrieved=passages, reading=near)


def of_document_before(asking: Asking, everywhere: Read, nearby: Sequence[Read]) -> Asking | None:
    """Return a question that seems to stand alone as one of the document just quoted, where that has all that it names and its
    odds of being right are far better; with no other document beside it, its best sentence is never sure."""
    best, _ = everywhere
    near, passages = max(nearby, key=lambda each: each[0].right, default=everywhere)
    if near.document in ("", best.document) or not is_surer(near, best, _TIMES_ALONE):
        return None
    if _names_another(asking, everywhere, nearby) or not _has_as_much(asking, (near, passages), everywhere):
        return None
    meant = about_document(asking.standalone, _title((near, passages)))
    return replace(asking, standalone=meant, retrieved=passages, reading=replace(near, confidence="perhaps"))


def may_be_told(asking: Asking, texts: Iterable[str]) -> bool:
    """Whether one of these texts, of documents that were just quoted, has all names of the question: it may be of that, then,
    though it seems to stand alone ("Was Ann Lee playing?"), and what another document tells of them isn't sure."""
    names = frozenset[str]().union(*(each.stems for each in parse(asking.question.text).phrases if each.named))
    return bool(names) and any(names <= stems(text) for text in texts)


def never_sure(reading: Reading) -> Reading:
    """Return the reading without being sure of it, where it was."""
    return replace(reading, confidence="perhaps") if reading.confidence == "sure" else reading


def _has_as_much(asking: Asking, one: Read, other: Read) -> bool:
    """Whether the passages of the best document of one reading have all that the question names and those of the other have."""
    here, there = (_told_by(each) for each in (one, other))
    return _named(asking) & there <= here


def _told_by(read: Read) -> frozenset[str]:
    best, found = read
    return stems(" ".join(f"{each.title} {each.text}" for each in found.passages if each.chunk.document_id == best.document))


def _beside(chosen: Reading, other: Reading) -> Reading:
    """Quote the best sentence of the other reading second, where neither is sure and it is nearly as likely right."""
    far = other.confidence == "no" or _odds(other) * _NEARLY < _odds(chosen) or other.document in ("", chosen.document)
    if chosen.confidence != "perhaps" or far:
        return chosen
    first, *others = chosen.ranked
    return replace(chosen, ranked=(first, replace(other.ranked[0], score=first.score), *others))


def belongs_here(asking: Asking, everywhere: Read, here: Sequence[Read]) -> bool:
    """Whether it goes on with what these documents tell, though another seems to answer it sooner, but not surely.

    What points back and names nothing does ("any arrests?", "how old is she"), and what names something that one of these
    documents has: "and Oster?". It needn't where the other's title has a word of one of theirs, for it may tell of the same, or
    of the question, for it may be what is asked about.
    """
    best, _ = everywhere
    if not asking.unclear or best.confidence == "sure":
        return False
    title = _title(everywhere)
    titles = [headline(each.title) for _, told in here for each in told.passages]
    if not content_stems(title).isdisjoint(content_stems(" ".join([asking.question.text, *titles]))):
        return False
    texts = (stems(f"{each.title} {each.text}") for _, told in here for each in told.passages)
    return not (named := _named(asking)) or any(not named.isdisjoint(each) for each in texts)


def _names_another(asking: Asking, everywhere: Read, nearby: Sequence[Read]) -> bool:
    """Whether it names another document than those just quoted, and that may answer it: "and at 14 Hollins Terrace?"."""
    best, _ = everywhere
    called = _named(asking) & content_stems(_title(everywhere))
    told = frozenset[str]().union(*(stems(f"{each.title} {each.text}") for _, near in nearby for each in near.passages))
    return best.confidence != "no" and len(called) >= _CALLED and not called <= told


def _title(everywhere: Read) -> str:
    best, found = everywhere
    return next((headline(each.title) for each in found.passages if each.chunk.document_id == best.document), "")


def _named(asking: Asking) -> frozenset[str]:
    """Return the stems of what a question names: "Oster", "a crowd", but nothing of "the town" and "any arrests"."""
    phrases = parse(asking.question.text).phrases
    return frozenset[str]().union(*(each.stems for each in phrases if each.determiner in ("", "a", "an")))


def is_surer(others: Reading, near: Reading, times: float = _TIMES) -> bool:
    """Whether other documents answer what the one just quoted doesn't."""
    return others.document != "" and _odds(others) > times * _odds(near)


def _odds(reading: Reading) -> float:
    return reading.right / (1 - reading.right + 1e-9)


def about_document(question: str, title: str) -> str:
    """Return the question with the title of the document that it was taken to be about."""
    short = shorten(headline(title), width=80, placeholder="…")
    asked, _, about = question.partition(ABOUT)
    phrases = about.removesuffix(")").split(", ") if about else []
    for phrase in (*(each for each in phrases if not content_stems(each) <= content_stems(short)), f"“{short}”"):
        asked = also_about(asked, phrase)
    return asked


def unnamed_speaker(question: str) -> str | None:
    """The words that point at a speaker without a name: "he", "the coach"; None where no speaker is asked about, or a name."""
    pronoun = _PRONOUN.search(question)
    asked = asked_of_speaker(_PRONOUN.sub("Doe", question, count=1))
    speaker = (asked.speaker if asked else None) or ""
    if pronoun is not None:
        return pronoun[0] if speaker == "Doe" else None
    return speaker if speaker.lower().startswith("the ") and speaker.split()[-1].islower() else None


def is_pronoun(speaker: str) -> bool:
    return _PRONOUN.fullmatch(speaker) is not None


def without_it(question: str) -> str:
    """Return the question without "about it", "to that"."""
    return _ABOUT_IT.sub("", question)


def with_speaker(question: str, speaker: str, said: Sequence[StoredStatement], before: str) -> str | None:
    """The question with the name of whom `speaker` points at among those who `said` these statements; None where nobody fits.

    "He" is who was asked about ("Who is Kim Lund?"), else one of those named `before`, else of all of fitting gender, who is
    quoted most; nobody else where a man is named before who said nothing here. A description stays as it is: the statements
    know of their speakers' roles.
    """
    plain = without_it(question)
    if not is_pronoun(speaker):
        return plain if said else None
    gender = "m" if speaker.lower() == "he" else "f"
    heard = Counter(name for each in said if (name := each.statement.speaker) and not name.split()[-1][0].islower())
    genders = {name: gender_of_name(tuple(name.split())) for name in heard}
    spoken = {word.casefold() for word in words(before)}
    asked = [name for name in heard if re.match(rf"(?i)who(?:['’]s| is| was) {re.escape(name)}\b", before)]  # Kim may be a man
    named = [name for name in heard if genders[name] in (gender, None) and name.split()[-1].casefold() in spoken] or asked
    if not named and whom_named(speaker, before):
        return None
    who = max(named or [name for name in heard if genders[name] == gender], key=lambda name: heard[name], default=None)
    return None if who is None else _PRONOUN.sub(who, plain, count=1)


def is_far(before: str, text: str) -> bool:
    """Whether what was said before was hardly taken from this text: it lacks most of its words, or a name altogether."""
    there, said = stems(text), content_stems(before)
    names = [each.stems for each in parse(before).phrases if each.named and each.kind != "number"]
    return len(said & there) < _OF_ITS_WORDS * len(said) or any(map(there.isdisjoint, names))


def whom_named(speaker: str, before: str) -> list[str]:
    """Return the names of all whom "he" or "she" may mean in what was said before."""
    kind = {"he": "male", "she": "female"}.get(speaker.lower())
    return list(dict.fromkeys(each.text for each in parse(before).phrases if each.named and each.kind == kind))
