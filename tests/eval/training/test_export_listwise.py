from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import MPNetConfig, MPNetModel

from eval.training.encoder_graph import Encoder, save_fours
from eval.training.export_embedder import shrunk_columns
from eval.training.export_listwise import EPSILON, as_bert
from eval.training.listwise_model import ListwiseModel
from qa.embedding import open_fours, open_session, shared_tokenizer

READ = [("Why did the ferry stop?", "A broken shaft.\nTickets are refunded.\n" * n) for n in range(1, 9)]
WIDTH = 384  # twelve heads of thirty-two; six blocks of 64 rows


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ListwiseModel:
    """Built as all-mpnet-base-v2 is, but small and untaught."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("mpnet")
    config = MPNetConfig(
        hidden_size=WIDTH,
        intermediate_size=2 * WIDTH,
        num_hidden_layers=3,
        vocab_size=30527,
        max_position_embeddings=514,
        layer_norm_eps=EPSILON,
    )
    made = MPNetModel(config, add_pooling_layer=False)
    torch.nn.init.normal_(made.encoder.relative_attention_bias.weight, std=2.0)  # so that distances matter
    made.save_pretrained(folder)
    return ListwiseModel(folder, layers=2).eval()


def ids(question: str, text: str) -> np.ndarray:
    return np.array(shared_tokenizer().encode(question, text).ids)


def logits(model: ListwiseModel, given: np.ndarray) -> np.ndarray:
    with torch.inference_mode():
        return model(torch.from_numpy(given)[None], torch.ones(1, len(given), dtype=torch.long))[0].numpy()


def weights(model: ListwiseModel) -> dict[str, np.ndarray]:
    return as_bert({name.removeprefix("encoder."): value.numpy() for name, value in model.state_dict().items()})


def test_the_graph_reads_as_the_model_does_with_the_embedding_model_s_token_ids(model: ListwiseModel) -> None:
    session = open_session(Encoder(weights(model), None, epsilon=EPSILON).model().SerializeToString())
    for read in READ:
        given = ids(*read)
        # Words are whole numbers of eight bits in any graph.
        assert session.run(["tokens"], {"ids": given})[0] == pytest.approx(logits(model, given), abs=0.02)


def test_packed_in_four_bits_it_reads_nearly_so(model: ListwiseModel, tmp_path: Path) -> None:
    made = weights(model)
    encoder = Encoder(made, shrunk_columns(made, READ, epsilon=EPSILON), bits=4, epsilon=EPSILON)
    save_fours(encoder, tmp_path, "model.npz", "model.json")
    session = open_fours(tmp_path, "model.npz", "model.json")
    told = [(session.run(None, {"ids": given})[0], logits(model, given)) for given in (ids(*read) for read in READ)]
    packed, whole = (np.concatenate(each).ravel() for each in zip(*told, strict=True))
    assert np.corrcoef(packed, whole)[0, 1] > 0.95
    # Half a byte a weight, and a byte for each sixty-four; words that are never taught are as large as those that are.
    assert (tmp_path / "model.npz").stat().st_size < 0.6 * sum(values.size for values in made.values())
