"""Which words of a conversation belong to a question that goes on with it, learnt from questions that people put in full.

To classify the words said before is the idea of QuReTeC (Voskarides et al. 2020, arXiv:2005.11723). Three layers and one of
scores read on from the bundled embedding model's third layer; `eval/training/train_terms.py` trained them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from qa.embedding.bundled import Run, read_long, scores_of
from qa.english.noun_phrases import MARKUP, NounPhrase, opens_request, parse
from qa.english.words import content_stems
from qa.pipeline.follow_ups.pronouns import headline
from qa.types import Turn
from qa.types.saved import hedge_of

MODEL_FILE, NOTE_FILE = "terms.onnx", "terms.json"
# The scores of a token: that it belongs to the question, and, as the mean of all tokens, that nothing does.
SCORES = 2
# Between the question, the last question, what its answer quotes, and the questions before it, the last first.
BREAK = " [SEP] "
# So many characters of a title and of an answer are read, and so many questions.
_TITLE, _TOLD, _ASKED = 110, 320, 5
# A phrase belongs to the question from this probability on, the mean of its words, and so many do at most. Of 246 follow-ups on
# everyday documents 204 cost nothing with it, 200 from 0.45 on, 201 from 0.65 on.
_LEAST, _MOST_PHRASES = 0.55, 4

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """A question with what was said before it, as the model reads it. `start` is where that begins in `text`."""

    text: str
    start: int


def heard(question: str, history: Sequence[Turn], titles: Mapping[str, str]) -> Heard:
    """Write a question and the turns before it in a line; `titles` are those of documents that were quoted, by their ids."""
    asked = [turn.text for turn in history if turn.role == "user"]
    told = history[-1] if history and history[-1].role == "assistant" else None
    title = next((titles[each] for each in told.documents if each in titles), "") if told is not None else ""
    answer = told.text.removeprefix(told.hedge or hedge_of(told.text)) if told is not None else ""
    parts = [*asked[:-2:-1], headline(title)[:_TITLE], answer[:_TOLD], *asked[-2 : -1 - _ASKED : -1]]
    parts = [" ".join(MARKUP.sub(" ", part).split()) for part in parts]
    return Heard(BREAK.join([question, *filter(None, parts)]), len(question) + len(BREAK))


@dataclass(frozen=True, slots=True)
class Terms:
    """`phrases` were said before and belong to the question, the likeliest first; `alone`: the probability that none does."""

    phrases: tuple[NounPhrase, ...]
    alone: float


def terms(context: Heard) -> Terms:
    """Return what belongs to a question: each phrase once, and none whose words the question has. Raises ModelError."""
    tokens = read_long(context.text)
    belongs, alone = packed_model()(tokens.hidden).T
    chances = [*zip(tokens.offsets, _probability(belongs).tolist(), strict=True)]
    known, found = content_stems(context.text[: context.start]), dict[NounPhrase, float]()
    start = context.start
    for part in context.text[start:].split(BREAK):
        parsed = parse(part)
        for phrase in parsed.phrases:
            if opens_request(phrase, parsed.tokens):
                continue
            words = [each for each in parsed.tokens[phrase.first : phrase.last] if content_stems(each.text)]
            likely = [max(_of(chances, start + each.start, len(each.text)), default=0.0) for each in words]
            chance = fmean(likely) if likely else 0.0
            if chance >= _LEAST and not phrase.stems <= known and all(phrase.stems != each.stems for each in found):
                found[phrase] = chance
        start += len(part) + len(BREAK)
    whole = [each for each in found if not any(each.stems < other.stems for other in found)]
    best = sorted(whole, key=lambda each: -found[each])[:_MOST_PHRASES]
    return Terms(tuple(best), float(_probability(alone.mean())))


def _of(chances: Sequence[tuple[tuple[int, int], float]], start: int, length: int) -> Iterator[float]:
    return (chance for (first, last), chance in chances if start <= first < last <= start + length)


def _probability(log_odds: Floats) -> Floats:
    chances: Floats = np.float32(1) / (np.float32(1) + np.exp(-log_odds))
    return chances


def packed_model() -> Run:
    """The model in this package, loaded once in a process. Raises ModelError."""
    return scores_of(Path(str(files("qa.pipeline.follow_ups"))), MODEL_FILE, NOTE_FILE)
