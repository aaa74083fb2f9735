"""The listwise reader as a torch model: lower layers of all-mpnet-base-v2 and one that scores every token three ways."""

from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel

# Its tokenizer has the words of the embedding model's, each by this much further on, and these by numbers of their own:
# what fills up, what isn't known, what begins and what ends a text.
WORDS_BEFORE = 4
OWN_IDS = {0: 1, 100: 3, 101: 0, 102: 2}


class ListwiseModel(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
    """(rows, tokens) ids of the embedding model's tokenizer and mask → (rows, tokens, 3) logits, as `ReaderModel`'s are."""

    def __init__(self, published: Path, layers: int, frozen: int = 0) -> None:
        """`published` is the folder of all-mpnet-base-v2. Of its lower `layers` the first `frozen` ones stay as they are."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            published,
            local_files_only=True,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
            add_pooling_layer=False,
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.spans = torch.nn.Linear(self.encoder.config.hidden_size, 3)
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:frozen]):
            part.requires_grad_(False)

    def forward(self, ids: Any, mask: Any, _kinds: Any = None) -> Any:
        own = ids + WORDS_BEFORE
        for number, known in OWN_IDS.items():
            own[ids == number] = known
        return self.spans(self.encoder(input_ids=own, attention_mask=mask).last_hidden_state)
