from pathlib import Path

import pytest

from eval.published_model import published_folder
from qa.embedding import open_reranker
from qa.settings import Settings
from qa.types.errors import ModelError


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real cross-encoder, if an ignorant one: a BERT of one tiny layer with random weights and the bundled vocabulary."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("cross-encoder")
    tokenizer = AutoTokenizer.from_pretrained(published_folder(), local_files_only=True)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_no_setting_means_no_reranker() -> None:
    assert open_reranker(Settings()) is None


def test_a_cross_encoder_from_a_folder_scores_each_text(cross_encoder: Path) -> None:
    reranker = open_reranker(Settings(reranker=str(cross_encoder)))
    assert reranker is not None
    scores = reranker.score("Who sings?", ["Whales sing.", "Whales swim.", "Whales sing."])
    assert len(scores) == 3
    assert scores[0] == pytest.approx(scores[2], abs=1e-5)


def test_a_reranker_that_is_not_there_is_an_error_in_one_line() -> None:
    with pytest.raises(ModelError, match="QA_RERANKER") as caught:
        open_reranker(Settings(reranker="/no/such/model"))
    assert "\n" not in str(caught.value)
