"""What documents tell of a subject: key points of those that are about it, or what the document nearest to it tells."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.english.wanted import Wanted
from qa.english.weighted_words import ALL
from qa.pipeline.overviews import counts
from qa.pipeline.overviews.asked import Asked, begins_with_all
from qa.pipeline.overviews.introducing import LIKELY, introduction, naming
from qa.pipeline.overviews.topics import SUBJECT_DOCUMENTS, FoundOn, about_subject, nearest, telling
from qa.pipeline.refusals import is_of_another, missing, unsure
from qa.reading.aboutness import SURELY
from qa.reading.digest import SAME, Chosen, best_of, digest
from qa.reading.subject import SOME
from qa.store.sql import Place
from qa.types import Answer, Citation
from qa.types.draft import Draft
from qa.types.patterns import lazy_regex
from qa.types.text import counted
from qa.verification.citations import cite_sentence

DIGEST = "digest"
# Sentences on one document, where the question asks for no number of them.
OF_ONE = 5
# "The newest article" is one by its day, whatever it is on.
_BY_DAY = lazy_regex(r"(?:the )?(?:very )?(?:newest|latest|most recent|(?P<oldest>oldest|earliest))", re.IGNORECASE)
# Sentences on a subject, where the question asks for no number.
_ON_SUBJECT = 8
# The cosine with the subject that a sentence has at the least where its document surely is about it: below it, sentences of a
# round-up tell of something else.
_LESS_NEAR = 0.3
# From so many sentences with the very words on a name is surely told of, though no document is about it: a guess.
_SURE_FROM = 3
# Fewer sentences with the words of a subject tell too little of it.
_FEWEST = 3
# Sentences of one document or on a subject, whatever number the question asks for.
MOST = 20


@dataclass(frozen=True, slots=True, eq=False)
class OnSubject:
    """What documents tell of a subject: the sentence that says who or what it is, where one likely does, and the main things,
    the newest document first. `surely`: one of the documents surely is about it, or enough sentences have its very words."""

    introduced: Chosen | None
    told: Sequence[Chosen]
    surely: bool

    @property
    def sentences(self) -> tuple[Chosen, ...]:
        return (*filter(None, [self.introduced]), *self.told)

    def tell(self, draft: Draft, below: str = "") -> None:
        """Put the main things into a draft, below the documents that they are of; the one of this id stands there already."""
        last = below
        for sentence in self.told:
            passage = sentence.passage
            if passage.chunk.document_id != last:
                draft.heading(passage)
            last = passage.chunk.document_id
            draft.item(cited(sentence))


def told_on(asked: Asked, opening: float = 0.0) -> OnSubject | None:
    """Return what the documents about the subject tell; None where there are none. Raises ModelError.

    Those count whose title and beginning have this share of it.
    """
    kind, found = asked.kind, about_subject(asked)
    found = replace(found, about={it: each for it, each in found.about.items() if each.opening >= opening})
    surely = any(each.likely >= SURELY for each in found.about.values())
    first, chosen = None, list[Chosen]()
    if not kind.newest and (kind.told or found.subject.is_name):
        named = {it: naming(asked, found.subject, found.whole[it]) for it in found.about}
        first = introduction(asked, found.subject, named) if kind.number != 1 else None
        if kind.told:
            chosen, very_words = _of_name(asked, found, named)
            surely = surely or very_words >= _SURE_FROM
    chosen = chosen or _of_those_about(asked, found)
    if not chosen:
        return None
    if first is not None:
        chosen = [each for each in chosen if float(each.vector @ first.vector) < SAME]
        if kind.number:
            best = sorted(chosen, key=lambda each: -each.score)[: kind.number - 1]
            chosen = [each for each in chosen if each in best]
    return OnSubject(first, chosen, surely)


def on_subject(asked: Asked, opening: float = 0.0, *, only_introduced: bool = False) -> Answer | None:
    """Return what `told_on` does as an answer, unsure where it isn't surely on the subject.

    None where only an answer is wished that likely says who or what the subject is, and this one doesn't.
    """
    found = told_on(asked, opening)
    if found is None or (only_introduced and (found.introduced is None or found.introduced.score < LIKELY)):
        return None
    draft = _laid_out(asked, found)
    answer = asked.asking.answer(draft)
    lacking = missing(asked.kind.topic, [each.passage for each in found.sentences], asked.library, answer)
    answer = replace(answer, notice=str(lacking) or None)
    told = " ".join(f"{each.passage.title} {each.text} {each.passage.published}" for each in found.sentences)
    sure = found.surely and not lacking.names and not is_of_another(asked.kind.topic, told)
    return answer if sure else unsure(answer)


def _laid_out(asked: Asked, found: OnSubject) -> Draft:
    draft = Draft(DIGEST)
    quoted = len({each.passage.chunk.document_id for each in found.sentences})
    order = ", newest first" if quoted > 1 else ""
    from_them = f"from {counted(quoted)}{_how_many_mention(asked, quoted)}"
    if found.introduced is None:
        draft.section(f"On “{asked.kind.topic}”{order}, {from_them}:")
        found.tell(draft)
        return draft
    draft.section(f"On “{asked.kind.topic}”, {from_them}:")
    draft.heading(found.introduced.passage)
    draft.item(cited(found.introduced))
    if quoted > 1:
        draft.section("More on it, newest first:")
    found.tell(draft, below=found.introduced.passage.chunk.document_id if quoted == 1 else "")
    return draft


def of_nearest(asked: Asked, told: Callable[[Asked, Place], Answer | None]) -> Answer | None:
    """Return what is `told` of the one document on the subject, unsure where another may be meant; or of the newest one."""
    if (order := _BY_DAY.fullmatch(asked.kind.topic)) is not None:
        first = asked.library.census.by_date(asked.documents, oldest=order["oldest"] is not None, limit=1)
        return told(asked, first[0]) if first else None
    places = nearest(asked, 1)
    answer = told(asked, places[0]) if places else None
    return answer if answer is None or begins_with_all(asked, places[0]) else unsure(answer)


def quoted_on(asked: Asked) -> Answer | None:
    """Return, unsurely, who is quoted in the documents that have all words of the subject, where no quotation has them."""
    places = nearest(asked, SUBJECT_DOCUMENTS, share=ALL) if asked.kind.topic else []
    answer = counts.quoted_in(asked, *places) if places else None
    return answer and unsure(answer)


def subject_digest(asked: Asked, length: int) -> list[Chosen]:
    """So many sentences of the documents nearest to the subject, the newest document first."""
    subject, found = telling(asked)
    taken = sorted(found[:SUBJECT_DOCUMENTS], key=lambda each: each[0].published or "", reverse=True)
    return digest([sorted(each, key=lambda passage: passage.chunk.start) for each in taken], length, asked.belonging, subject)


def cited(chosen: Chosen) -> Citation:
    return cite_sentence(chosen.passage, chosen.sentence, score=round(chosen.score, 4))


def _of_those_about(asked: Asked, found: FoundOn) -> list[Chosen]:
    """The sentences of the documents likeliest about the subject, the newest document first.

    Where its news are asked for, those of the newest documents that surely are about it. Documents that are called so tell of
    it in all of their sentences, others in those that have its words or are near it. Those that surely are about it also tell
    it in sentences that are less near.
    """
    surely = [it for it, each in found.about.items() if each.likely >= SURELY]
    ids = surely or [*found.about]
    by_date = [each.document_id for each in asked.library.census.by_date(frozenset(ids))] if ids else []
    told = (by_date if asked.kind.newest else ids)[:SUBJECT_DOCUMENTS]
    passages = [found.whole[it] for it in by_date if it in told]
    length = min(asked.kind.number or (OF_ONE if len(told) == 1 else _ON_SUBJECT), MOST)
    chosen = digest(passages, length, asked.belonging, replace(found.subject, near=_LESS_NEAR) if surely else found.subject)
    if len(chosen) < min(length, _FEWEST) and all(found.about[it].title >= SOME for it in told):
        return digest(passages, length, asked.belonging, replace(found.subject, some=0.0))
    return chosen


def _of_name(asked: Asked, found: FoundOn, named: Mapping[str, Sequence[Chosen]]) -> tuple[list[Chosen], int]:
    """Return the sentences that name somebody or something, the newest document first and few of each document; and how many
    have the very words.

    Of documents that may be about it, of which the sentences are given, those with a part of the name are taken, of others near
    it those with the very words.
    """
    name = Wanted.read(asked.kind.topic)
    if name is None or len(name.phrases) > 1 or not found.subject.is_name:
        return [], 0
    pattern, small = name.phrases[0].pattern(), asked.kind.topic.islower()

    def names_it(text: str) -> bool:
        return any(small or each[0][:1].isupper() for each in pattern.finditer(text))

    near = [passages[0].chunk.document_id for passages in found.near if any(names_it(each.text) for each in passages)]
    ids = list(dict.fromkeys([*found.about, *near]))[:SUBJECT_DOCUMENTS]
    whole = {**found.whole, **asked.library.passages_of([it for it in ids if it not in found.whole])}
    of_others = {it: naming(asked, found.subject, whole[it]) for it in ids if it in whole and it not in named}
    of_others = {it: [each for each in sentences if names_it(each.text)] for it, sentences in of_others.items()}
    places = asked.library.census.by_date(frozenset(ids))
    sentences = [each for place in places for each in {**of_others, **named}.get(place.document_id, ())]
    documents = [each.passage.chunk.document_id for each in sentences]
    length = asked.kind.number or (OF_ONE if len({*documents}) == 1 else _ON_SUBJECT)
    chosen = best_of(sentences, min(length, MOST), documents)
    return chosen, sum(names_it(each.text) for each in chosen)


def _how_many_mention(asked: Asked, quoted: int) -> str:
    """Return how many documents there would have been, as far as that can be counted and is more than are quoted."""
    wanted = Wanted.read(asked.kind.topic)
    number = len(asked.library.census.mentioning(wanted, asked.documents)) if wanted is not None else 0
    mention = f"; {number:,} mention {wanted.in_words}" if wanted is not None and number > quoted else ""
    return f" of {asked.number_of_documents:,}{asked.published}{mention}"
