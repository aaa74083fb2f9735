"""Trains and packs the model of terms: python -m eval.training.train_terms DATA --news DIR --documents DIR [--to FOLDER].

The upper three layers of the published embedding model learn which words of a conversation belong to a question, from the
conversations of eval/gold and of DATA (CANARD, CAsT 2019), on what the packed model's lower three layers make of them. DIR are
data folders: libraries of all news, and of the documents of eval/gold, which are asked what the app answers. Some twenty
minutes; F1 of the words of eval/gold/conversations-library-*.jsonl, which nothing is learnt from, is told after each pass.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from eval.training.term_lessons import UNKNOWN, Lesson, asked_in_library, of_public_sets, of_single_documents
from eval.training.upper_layers import UpperLayers, filled_up, pack, side_by_side, trained
from qa.pipeline.follow_ups import term_model
from qa.pipeline.follow_ups.term_model import MODEL_FILE, NOTE_FILE, SCORES

_PASSES, _TOGETHER, _SEED = 4, 32, 0
_RATE, _DROPPED = 2e-4, 0.1
# Conversations that go from document to document are few; what belongs weighs more than what doesn't; that nothing does, less.
_REPEATED, _BELONGS, _ALONE = 3, 2.0, 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and pack the model of terms.")
    parser.add_argument("data", type=Path, help="the folder that has canard and cast2019")
    parser.add_argument("--news", type=Path, required=True, help="a data folder: the library of all news")
    parser.add_argument(
        "--documents", type=Path, required=True, help="a data folder: the library of the documents of eval/gold"
    )
    parser.add_argument("--to", type=Path, default=Path(term_model.__file__).parent)
    given = parser.parse_args()
    libraries = {"news": given.news, "documents": given.documents}
    own = [each for name, data in libraries.items() for each in asked_in_library(f"{name}-training", data, _SEED)]
    taught = [*own * _REPEATED, *of_single_documents(libraries, _SEED), *of_public_sets(given.data)]
    held = [each for name, data in libraries.items() for each in asked_in_library(name, data, None)]
    model = of_terms(taught, held)
    pack(model, (each.hidden.astype(np.float32) for each in taught[::40]), given.to, MODEL_FILE, NOTE_FILE)


def of_terms(taught: Sequence[Lesson], held: Sequence[Lesson]) -> UpperLayers:
    return trained(
        SCORES,
        taught,
        loss,
        lambda each, chance: len(each.belongs) + 30 * chance.random(),
        lambda model: f"F1 of tokens {f1(model, held):.3f}",
        dropped=_DROPPED,
        attention="sdpa",
        rate=_RATE,
        passes=_PASSES,
        together=_TOGETHER,
        seed=_SEED,
    )


def loss(model: UpperLayers, batch: Sequence[Lesson]) -> Any:
    """The mean of negative log-likelihoods: of each token that was said before, and of whether nothing belongs."""
    belongs, alone, gold = _scores(model, batch)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    known = gold >= 0
    of_tokens = entropy(belongs[known], gold[known], pos_weight=torch.tensor(_BELONGS))
    return of_tokens + _ALONE * entropy(alone, torch.tensor([float(each.alone) for each in batch]))


def _scores(model: UpperLayers, batch: Sequence[Lesson]) -> tuple[Any, Any, Any]:
    scores, mask = side_by_side(model, [each.hidden for each in batch])
    alone = (scores[..., 1] * mask).sum(1) / mask.sum(1)
    return scores[..., 0], alone, filled_up([each.belongs for each in batch], UNKNOWN)


def f1(model: UpperLayers, held: Sequence[Lesson]) -> float:
    """The harmonic mean of precision and recall, of the tokens that belong to a question."""
    model.eval()
    right = told = wanted = 0
    with torch.no_grad():
        for each in held:
            belongs, _, gold = _scores(model, [each])
            chosen = (belongs > 0) & (gold >= 0)
            right, told = right + int((chosen & (gold == 1)).sum()), told + int(chosen.sum())
            wanted += int((gold == 1).sum())
    return 2 * right / max(1, told + wanted)


if __name__ == "__main__":
    main()
