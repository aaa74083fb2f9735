"""The reader as a torch model: the shipped MiniLM encoder and one layer that scores every token three ways."""

from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel

from eval.published_model import published_folder
from eval.training.drills import Batch

START, END, EVIDENCE = range(3)
_NOT = -1e4


class ReaderModel(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
    """(rows, tokens) ids, mask and types → (rows, tokens, 3) logits: start, end, evidence.

    Token 0 stands for "nothing here": its start and end for "no short answer", its evidence for "no sentence that answers".
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            published_folder(),
            local_files_only=True,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        # Training in bfloat16 products goes 2.7 times as fast as in float32 with AMX (one core, batches of 18 × 160: 4,131
        # tokens a second, not 1,500), 2.2 times as fast with AVX-512's bfloat16 alone (2,080, not 950); without, half as fast.
        self._fast_bfloat16: bool = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
        self.spans = torch.nn.Linear(self.encoder.config.hidden_size, 3)
        # The words of a few sets are few: moving only their vectors would tear them from those of all other words.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids: Any, mask: Any, types: Any) -> Any:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training and self._fast_bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        return self.spans(hidden.float())


def sentence_scores(logits: Any, sentence: Any, count: int) -> Any:
    """(rows, count): the mean evidence logit of each sentence's tokens; very low where a row has no such sentence."""
    member = torch.nn.functional.one_hot(sentence + 1, count + 1)[:, :, 1:].float()
    tokens = member.sum(1)
    means = (logits[:, :, EVIDENCE, None] * member).sum(1) / tokens.clamp(min=1)
    return means.masked_fill(tokens == 0, _NOT)


def loss(logits: Any, batch: Batch) -> Any:
    """The mean of negative log-likelihoods of the right start, end and sentence.

    * per passage: of the right ones among the passage's and "nothing here", so that a passage's best over its null is the odds
      that it answers at all (Devlin et al. 2019, for SQuAD 2);
    * per question: of the right ones among those of all its passages ("shared normalisation", Clark & Gardner 2018), so that
      those of several passages can be compared.
    Where an answer stands in several places, any of them is right.
    """
    sentence = torch.from_numpy(batch.sentence)
    groups = torch.from_numpy(batch.groups)
    with_spans = torch.from_numpy(batch.with_spans)
    parts = []
    for side, gold in ((START, batch.gold_start), (END, batch.gold_end)):
        if with_spans.any():
            scores, right = logits[with_spans][:, :, side], torch.from_numpy(gold)[with_spans]
            parts.append(_choice(scores[:, 0], scores, sentence[with_spans] >= 0, right, groups[with_spans]))
    right = torch.from_numpy(batch.gold_sentence)
    scores = sentence_scores(logits, sentence, right.shape[1])
    parts.append(2 * _choice(logits[:, 0, EVIDENCE], scores, scores > _NOT / 2, right, groups))
    return torch.stack(parts).sum() / 8


def _choice(null: Any, scores: Any, own: Any, right: Any, groups: Any) -> Any:
    """`null` is (rows,), the others (rows, choices)."""
    answered = right.any(1)
    every = torch.logsumexp(scores.masked_fill(~own, _NOT), 1)
    hit = torch.where(answered, torch.logsumexp(scores.masked_fill(~right, _NOT), 1), null)
    per_passage = (torch.logaddexp(every, null) - hit).mean()
    shared = [
        torch.logsumexp(every[groups == group], 0) - torch.logsumexp(hit[(groups == group) & answered], 0)
        for group in groups[answered].unique()
    ]
    return per_passage + torch.stack(shared).mean() if shared else per_passage


def save(model: ReaderModel, path: Path) -> None:
    torch.save(model.state_dict(), path)


def load(path: Path) -> ReaderModel:
    model = ReaderModel()
    model.load_state_dict(torch.load(path, weights_only=True))
    model.eval()
    return model
