"""Any question answering model of Hugging Face as the reader: `QA_READER=FOLDER_OR_NAME`."""

import threading
from typing import Any

import numpy as np

from qa.reading.features import Candidate
from qa.reading.question import expected
from qa.reading.reader import Evidence, Reading, probability
from qa.reading.short_answer import answer_phrase, is_presentable, tells_all
from qa.reading.spans import FoundSpan, ReadPassage
from qa.retrieval import Retrieved
from qa.types import Span
from qa.types.errors import ModelError
from qa.types.plugins import model_library

_MAX_TOKENS = 384  # what models for SQuAD are trained with; a chunk of 100 words and its question have about 160


class QuestionAnsweringReader:
    """Takes the sentence with the best answer in it, in the model's own measure.

    By SQuAD 2.0's rule a passage answers where its best answer has more log-odds than "no answer", which stands at the
    first token. A model that never learnt to say so (SQuAD 1.1) finds an answer to nearly everything.
    """

    def __init__(self, model: str) -> None:
        """`model` is a folder or a name in the local cache: nothing is downloaded. Raises ModelError."""
        self._torch = model_library("torch", "QA_READER")
        library = model_library("transformers", "QA_READER")

        try:
            self._tokenizer: Any = library.AutoTokenizer.from_pretrained(model, local_files_only=True, use_fast=True)
            self._model: Any = library.AutoModelForQuestionAnswering.from_pretrained(model, local_files_only=True).eval()
        except Exception as exc:  # any of a dozen classes from three libraries, all meaning this
            cause = (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]
            raise ModelError(
                f"the reader {model!r} can't be loaded ({cause}); name a folder with a question answering model of "
                "Hugging Face, or do without",
                setting="QA_READER",
            ) from exc
        if not self._tokenizer.is_fast:
            raise ModelError(f"the reader {model!r} has no fast tokenizer, which tells where words stand; take another model")
        self._tokenizing = threading.Lock()  # setting its truncation isn't safe between threads

    def read(self, retrieved: Retrieved) -> Reading:
        """The sentences with an answer in them, best first; `answerable` is the best answer's probability."""
        found = [
            Candidate(passage, chunk, sentence, answer=answer)
            for chunk, passage in zip(retrieved.chunks, retrieved.passages, strict=True)
            for read in [self._read(retrieved.question, passage.title, passage.text)]
            for sentence in passage.sentences
            for answer in [read.best_within(Span(sentence.start - passage.chunk.start, sentence.end - passage.chunk.start))]
            if answer is not None
        ]
        if not found:
            return Reading((), 0.0)
        found.sort(key=lambda each: -_answer(each).odds)
        odds = np.array([_answer(each).odds for each in found])
        likelihoods = np.exp(odds - odds[0])
        likelihoods /= likelihoods.sum()
        ranked = [Evidence(each, float(likely)) for each, likely in zip(found, likelihoods, strict=True)]
        answers = odds[0] >= 0
        if answers:
            ranked[0] = Evidence(found[0], ranked[0].score, _short_answer(found[0], retrieved.question))
        likely = probability(float(odds[0]))
        return Reading(tuple(ranked), likely, likely, "sure" if answers else "no")

    def _read(self, question: str, title: str, text: str) -> ReadPassage:
        lead = f"{title}\n" if title else ""
        with self._tokenizing:
            encoded = self._tokenizer(
                question,
                lead + text,
                truncation="longest_first",
                max_length=min(self._tokenizer.model_max_length, _MAX_TOKENS),
                return_offsets_mapping=True,
                return_tensors="pt",
            )
        offsets = encoded.pop("offset_mapping")[0].numpy().astype(np.int64)
        with self._torch.inference_mode():
            output = self._model(**encoded)
        start, end = output.start_logits[0].float().numpy(), output.end_logits[0].float().numpy()
        second = np.array([place == 1 for place in encoded.sequence_ids(0)])
        own = second & (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= len(lead))
        none = float(start[0] + end[0])
        return ReadPassage(offsets[own] - len(lead), start[own], end[own], np.zeros(int(own.sum()), np.float32), none, 0.0)


def _answer(candidate: Candidate) -> FoundSpan:
    assert candidate.answer is not None
    return candidate.answer


def _short_answer(best: Candidate, question: str) -> str | None:
    phrase = answer_phrase(best)
    return phrase if is_presentable(phrase, expected(question)) and tells_all(question, best.text, phrase) else None
