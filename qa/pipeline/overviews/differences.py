"""What documents tell differently: of one subject, or below the headings that they share, as two versions of a policy do."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.english.words import wording
from qa.pipeline.doubts import PassageSentence, differing
from qa.pipeline.overviews import chapters
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.subjects import cited
from qa.pipeline.overviews.topics import telling
from qa.pipeline.refusals import DIFFER, unsure
from qa.reading.digest import Chosen
from qa.store.sql import Place
from qa.types import Answer, Sentence
from qa.types.draft import Draft, bold, plain, titled
from qa.types.text import counted
from qa.verification.citations import cite_sentence

COMPARISON = "comparison"
# Two sentences that tell the same thing otherwise.
Otherwise = tuple[PassageSentence, PassageSentence]
# Documents that share fewer headings are not of one kind.
_FEWEST = 2
# Headings that several share, and that only one has.
_MOST_HEADINGS = 12
# Sentences with a number that are shown where no two were found to differ.
_SHOWN = 5
_NUMBER = re.compile(r"\d")


def below_headings(asked: Asked, places: Sequence[Place], otherwise: Sequence[Otherwise]) -> Answer | None:
    """What stands below each heading that several have, then what stands below others; nothing that two tell word for word.

    None where they share hardly a heading.
    """
    ids = [place.document_id for place in places]
    passages, texts = asked.library.passages_of(ids), asked.library.texts(ids)
    found = [chapters.placed(passages.get(each, ()), texts.get(each, ""), asked.belonging) for each in ids]
    headings = Counter(each for side in found for each in {chapters.bare(path[-1]).casefold() for path, _ in side if path})
    if sum(number > 1 for number in headings.values()) < _FEWEST:
        return None
    told = Counter(each for side in found for each in {wording(sentence.text) for _, sentence in side})
    parts: dict[str, dict[int, Chosen]] = {}
    for number, side in enumerate(found):
        own = [(path, each) for path, each in side if path and told[wording(each.text)] == 1]
        for heading, sentences in chapters.by_heading(own, -1).items():
            parts.setdefault(chapters.bare(heading).capitalize(), {})[number] = chapters.best(sentences, 1)[0]
    draft = Draft(COMPARISON)
    add_otherwise(draft, otherwise)
    sided = [titled(place) for place in places]
    for heading, sides in [each for each in parts.items() if len(each[1]) > 1][:_MOST_HEADINGS]:
        draft.section(f"**{plain(heading)}**:")
        for number, each in sides.items():
            draft.item(cited(_with_next(each)), **sided[number])
    for number, only in enumerate(sided):
        alone = [(heading, sides[number]) for heading, sides in parts.items() if list(sides) == [number]][:_MOST_HEADINGS]
        if alone:
            draft.section(f"Only {bold(**only)}:")
        for heading, each in alone:
            draft.item(cited(each), name=plain(heading))
    return asked.asking.answer(draft) if draft.citations else None


def _with_next(chosen: Chosen) -> Chosen:
    """Return the sentence together with the one after it in the same paragraph."""
    passage, sentence = chosen.passage, chosen.sentence
    after = next((each for each in passage.sentences if each.start >= sentence.end), sentence)
    both = Sentence(sentence.start, after.end)
    return chosen if "\n" in passage.words(both) else replace(chosen, sentence=both)


def add_otherwise(draft: Draft, otherwise: Sequence[Otherwise]) -> None:
    if otherwise:
        draft.section(DIFFER)
    for pair in otherwise:
        draft.new_list()
        for passage, sentence in pair:
            draft.item(cite_sentence(passage, sentence, score=1.0), **titled(passage))


def told_otherwise(asked: Asked) -> Answer | None:
    """What documents on the subject tell differently, never surely: what is told week by week differs, and rightly.

    Where none was found that does, that is said beside what the newest of them tell in numbers; None where none tells of it.
    """
    subject, near = telling(asked)
    if not subject.weights or not near:
        return None
    found = asked.library.passages_of([each[0].chunk.document_id for each in near])
    passages = [passage for each in found.values() for passage in each]
    on_it = [
        (passage, sentence)
        for passage in passages
        for sentence in passage.sentences
        if subject.coverage(passage.words(sentence)) >= subject.some
    ]
    draft = Draft(COMPARISON)
    add_otherwise(draft, differing(on_it, passages))
    if draft.citations:
        return unsure(asked.asking.answer(draft))
    text = (
        f"No two of {counted(len(near))} on “{asked.kind.topic}” were found that tell another number, day or name of the same."
    )
    text = text if len(near) > 1 else f"Only one document on “{asked.kind.topic}” was found, so none tells it otherwise."
    told = {passage.chunk.document_id: (passage, each) for passage, each in on_it if _NUMBER.search(passage.words(each))}
    newest = sorted(told.values(), key=lambda each: each[0].published or "", reverse=True)[:_SHOWN]
    closest = tuple(cite_sentence(*each, marker=marker, score=1.0) for marker, each in enumerate(newest, start=1))
    return asked.asking.refuse(COMPARISON, text, closest)
