"""The reader as a torch model: the shipped MiniLM encoder and one layer that scores every token as start and as end."""

from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel

from eval.training.batches import Batch
from qa.embedding.bundled import bundled_folder

_NOT = -1e4


class SpanModel(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
    """(rows, tokens) ids, mask and types → (rows, tokens, 2) logits: start, end. Token 0 stands for "no answer here"."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            bundled_folder(),
            local_files_only=True,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        # With AMX, training in bfloat16 products goes 2.7 times as fast as in float32 (one core, batches of 18 × 160: 4,131
        # tokens a second, not 1,500); without, half as fast.
        self._fast_bfloat16: bool = torch.cpu._is_amx_tile_supported()
        self.spans = torch.nn.Linear(self.encoder.config.hidden_size, 2)
        # The words of three small sets are few: moving only their vectors would tear them from those of all other words.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids: Any, mask: Any, types: Any) -> Any:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training and self._fast_bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        return self.spans(hidden.float())


def loss(logits: Any, batch: Batch) -> Any:
    """The mean of two negative log-likelihoods, for starts and ends alike.

    * per passage: of the right tokens among the passage's and the null answer, so that a passage's best span over its null is
      the odds that it answers at all (Devlin et al. 2019, for SQuAD 2);
    * per question: of the right tokens among those of all its passages ("shared normalisation", Clark & Gardner 2018), so that
      spans of several passages can be compared.
    Where an answer stands in several places, any of them is right.
    """
    spannable = torch.from_numpy(batch.spannable)
    own = spannable.clone()
    own[:, 0] = True
    answered = torch.from_numpy(~(batch.gold_start[:, 0]))
    groups = torch.from_numpy(batch.groups)
    total = logits.new_zeros(())
    for side, gold in enumerate((batch.gold_start, batch.gold_end)):
        right = torch.from_numpy(gold)
        scores = logits[:, :, side]
        per_passage = torch.logsumexp(scores.masked_fill(~own, _NOT), 1) - torch.logsumexp(scores.masked_fill(~right, _NOT), 1)
        total = total + per_passage.mean()
        everywhere = torch.logsumexp(scores.masked_fill(~spannable, _NOT), 1)
        hit = torch.logsumexp(scores.masked_fill(~right, _NOT), 1)
        shared = [
            torch.logsumexp(everywhere[groups == group], 0) - torch.logsumexp(hit[(groups == group) & answered], 0)
            for group in groups[answered].unique()
        ]
        if shared:
            total = total + torch.stack(shared).mean()
    return total / 4


def save(model: SpanModel, path: Path) -> None:
    torch.save(model.state_dict(), path)


def load(path: Path) -> SpanModel:
    model = SpanModel()
    model.load_state_dict(torch.load(path, weights_only=True))
    model.eval()
    return model
