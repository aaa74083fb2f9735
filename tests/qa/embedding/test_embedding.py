import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from eval.published_model import published_folder
from qa.embedding import BUNDLED_MODEL, Embedder, PassageText, bundled, open_embedder, open_reranker
from qa.embedding.bundled import FILES_SHA256, WEIGHTS_SHA256, OnnxEmbedder
from qa.embedding.model import pool_sentences, unit
from qa.embedding.sentence_transformers_model import SentenceTransformersEmbedder
from qa.reading.question_answering import QuestionAnsweringReader
from qa.settings import Settings
from qa.types import Span
from qa.types.errors import ModelError

PASSAGES = [
    PassageText("Whales", "They sing. They swim.", (Span(0, 10), Span(11, 21))),
    PassageText("", "Ünïcode “quotes” 漢字 🐋 don't break it.", (Span(0, 38),)),
    PassageText("Long", "Porter spoke on Monday. " * 80, tuple(Span(n * 24, n * 24 + 23) for n in range(80))),
]


@pytest.fixture(scope="module")
def general() -> SentenceTransformersEmbedder:
    """The published weights on the general path."""
    assert hashlib.sha256((published_folder() / "model.safetensors").read_bytes()).hexdigest() == WEIGHTS_SHA256
    return SentenceTransformersEmbedder(str(published_folder()))


def test_the_packed_model_gives_nearly_the_vectors_of_the_published_one(
    embedder: Embedder, general: SentenceTransformersEmbedder
) -> None:
    """So libraries that were embedded with the published weights stay as they are: eval/RESULTS.md has what is found."""
    for packed, published in zip(embedder.embed_passages(PASSAGES), general.embed_passages(PASSAGES), strict=True):
        assert packed.chunk @ published.chunk >= 0.98
        assert (packed.sentences * published.sentences).sum(axis=1).min() >= 0.96
    question = "Who sings in the sea?"
    assert embedder.embed_question(question) @ general.embed_question(question) >= 0.98
    assert embedder.name == "all-MiniLM-L6-v2@53aa51172d14"


def test_vectors_have_length_one_and_one_row_a_sentence(embedder: Embedder) -> None:
    for passage, vectors in zip(PASSAGES, embedder.embed_passages(PASSAGES), strict=True):
        assert vectors.chunk.shape == (embedder.dimensions,)
        assert vectors.sentences.shape == (len(passage.sentences), embedder.dimensions)
        assert np.linalg.norm(vectors.sentences, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_passage_has_the_same_vector_alone_and_in_a_batch(embedder: Embedder) -> None:
    together = embedder.embed_passages(PASSAGES)
    for passage, vectors in zip(PASSAGES, together, strict=True):
        assert np.array_equal(embedder.embed_passages([passage])[0].chunk, vectors.chunk)


def test_a_sentence_past_the_last_token_has_the_vector_of_its_passage(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(PASSAGES)[2]
    assert np.array_equal(vectors.sentences[-1], unit(vectors.chunk))
    assert not np.allclose(vectors.sentences[0], vectors.chunk)


def test_a_sentence_is_the_mean_of_its_own_tokens_only() -> None:
    passage = PassageText("T", "ab cd", (Span(0, 2), Span(3, 5)))
    tokens = np.array([[9, 9], [9, 9], [1, 0], [0, 2], [9, 9]], dtype=np.float32)
    offsets = [(0, 0), (0, 1), (2, 4), (5, 7), (0, 0)]  # [CLS], the title, "ab", "cd", [SEP]
    pooled = pool_sentences(passage, tokens, offsets, np.array([3, 4], dtype=np.float32))
    assert pooled.tolist() == [[1, 0], [0, 1]]


@pytest.fixture
def changed_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an installed model that a test may change, as whoever starts the program next finds it."""
    for name in FILES_SHA256:
        shutil.copy(bundled.FOLDER / name, tmp_path)
    monkeypatch.setattr(bundled, "FOLDER", tmp_path)
    OnnxEmbedder()  # as it is, it is loaded
    kept = (bundled.shared_tokenizer, bundled.bundled_session)
    for each in kept:
        each.cache_clear()
    yield tmp_path
    for each in kept:
        each.cache_clear()


@pytest.mark.parametrize("name", FILES_SHA256)
def test_one_changed_letter_of_the_model_is_refused_with_the_way_to_mend_it(changed_model: Path, name: str) -> None:
    """A changed tokenizer would still be one: words would be read as others, and nothing would say so."""
    with (changed_model / name).open("r+b") as file:
        file.seek(-1000, os.SEEK_END)
        letter = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([letter[0] ^ 1]))
    with pytest.raises(ModelError, match=rf"{name} .* was changed .*pip install --force-reinstall") as caught:
        OnnxEmbedder()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", FILES_SHA256)
def test_a_missing_file_of_the_model_is_named_with_the_way_to_mend_it(changed_model: Path, name: str) -> None:
    (changed_model / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} can't be read: .*pip install --force-reinstall"):
        OnnxEmbedder()


def test_the_setting_chooses_the_path(data_dir: Path) -> None:
    settings = Settings(data_dir=data_dir)
    assert settings.embedding_model == BUNDLED_MODEL
    general = open_embedder(settings.model_copy(update={"embedding_model": str(published_folder())}))
    assert isinstance(general, SentenceTransformersEmbedder)
    assert OnnxEmbedder.name != general.name


def test_a_model_that_is_not_there_is_an_error_in_one_line_and_nothing_is_fetched() -> None:
    with pytest.raises(ModelError, match="QA_EMBEDDING_MODEL") as caught:
        open_embedder(Settings(embedding_model="nobody/no-such-model"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "open_it"),
    [
        ("QA_EMBEDDING_MODEL", lambda: open_embedder(Settings(embedding_model="any"))),
        ("QA_RERANKER", lambda: open_reranker(Settings(reranker="any"))),
        ("QA_READER", lambda: QuestionAnsweringReader("any")),
    ],
)
def test_without_the_extra_for_other_models_the_error_says_how_to_install_it(
    setting: str, open_it: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("sentence_transformers", "transformers", "torch"):
        monkeypatch.setitem(sys.modules, library, None)  # as if it were not installed
    with pytest.raises(ModelError, match=rf"^{setting} .* isn't installed: pip install 'citedqa\[models\]'$"):
        open_it()
