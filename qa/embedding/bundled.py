"""The model that is part of the package: all-MiniLM-L6-v2 (Apache-2.0), packed by eval/training/export_embedder.py.

It runs on onnxruntime, which loads in a fraction of a second, where importing torch takes several. ONNX models of this product
run with one thread a call, as many calls at once as there are cores: all threads on one call wait for each other after every
layer. Measured with two cores, per chunk of 124 tokens: 39 ms of processor time with both on one call, 28 ms with a call each;
the span reader takes 157 ms instead of 281 for eight passages.
"""

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.embedding.model import PassageText, PassageVectors, Vectors, pool_sentences, unit
from qa.types.cores import cores
from qa.types.errors import ModelError

BUNDLED_MODEL = "all-MiniLM-L6-v2"
# SHA-256 of the weights as sentence-transformers published them, which the file was made of.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FOLDER = Path(__file__).parent
MODEL_FILE, TOKENIZER_FILE = "all-MiniLM-L6-v2.onnx", "tokenizer.json"
FILES_SHA256 = {
    MODEL_FILE: "b868a9021e032dd15b5749c7883982894b81a747a142f4db4910b799b431171c",
    TOKENIZER_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_REINSTALL = "reinstall it with: pip install --force-reinstall --no-deps citedqa"
_Token = TypeVar("_Token")
# The published model's max_seq_length; later tokens are cut off, as sentence-transformers does.
MAX_TOKENS = 256
INPUT = "ids"
# The third of six layers, as the packed file names it: the model of kinds (`qa.pipeline.kinds.kind_model`) reads on from there.
_THIRD_LAYER = "LayerNormalization67.0"
_LAST_LAYER = ["tokens"]
# Texts whose token vectors are remembered: a question is read for its kind first, then for what is searched.
_REMEMBERED = 8
_Given = TypeVar("_Given")
_Result = TypeVar("_Result")
# Adding and normalising in one operator goes number by number, and took a fifth of the embedding model's time; in two it goes
# sixteen numbers at a time.
_LEFT_OUT = ("SkipLayerNormFusion",)


def bundled_file(name: str) -> bytes:
    """A file of the model, which is the one that was packed. Raises ModelError."""
    path = FOLDER / name
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise ModelError(f"{path} can't be read: {exc.strerror}; {_REINSTALL}") from exc
    found, expected = hashlib.sha256(raw).hexdigest(), FILES_SHA256[name]
    if found != expected:
        told = f"SHA-256 {found[:12]}…, expected {expected[:12]}…"
        raise ModelError(f"{name} of {BUNDLED_MODEL} is damaged or was changed ({told}); {_REINSTALL}")
    return raw


def bundled_tokenizer() -> Any:
    """A `tokenizers.Tokenizer` of its own for each caller, who sets truncation and padding. Raises ModelError."""
    from tokenizers import Tokenizer

    raw = bundled_file(TOKENIZER_FILE)
    try:
        return Tokenizer.from_buffer(raw)
    except Exception as exc:  # tokenizers raises nothing more particular
        raise ModelError(f"the tokenizer {FOLDER / TOKENIZER_FILE} can't be loaded: {exc}; {_REINSTALL}") from exc


@cache
def shared_tokenizer() -> Any:
    """One for all of this process, which cuts nothing off and fills nothing up: leave it as it is. Raises ModelError."""
    tokenizer = bundled_tokenizer()
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class OnnxEmbedder:
    """all-MiniLM-L6-v2, its products of integers: mean of the token vectors, scaled to length one.

    It has the name of the published weights, which libraries of earlier versions have: their passages are found as well by this
    one's vectors of questions (eval/RESULTS.md).
    """

    name = f"{BUNDLED_MODEL}@{WEIGHTS_SHA256[:12]}"
    dimensions = 384

    def __init__(self) -> None:
        """Raises ModelError."""
        self._workers = InferencePool()
        self._tokenizer = shared_tokenizer()
        self._session = bundled_session()

    def embed_question(self, question: str) -> Vectors:
        return unit(read_tokens(question).last.mean(axis=0))

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Keeps all cores busy; two calls at once share them."""
        encodings = self._tokenizer.encode_batch([passage.embedded for passage in passages])
        return list(self._workers.map(self._pooled, zip(passages, encodings, strict=True)))

    def _pooled(self, given: tuple[PassageText, Any]) -> PassageVectors:
        passage, encoding = given
        tokens, whole = self._read(encoding)
        return PassageVectors(whole, pool_sentences(passage, tokens, _cut(encoding.offsets), whole))

    def _read(self, encoding: Any) -> tuple[Vectors, Vectors]:
        """Token vectors (t, d) and the unit vector of all of them (d,).

        One text a run: several together would need padding, are no faster, and would share a scale of their numbers.
        """
        tokens: Vectors = self._session.run(_LAST_LAYER, {INPUT: np.array(_cut(encoding.ids), dtype=np.int64)})[0]
        return tokens, unit(tokens.mean(axis=0))


# Token vectors of the third layer (t, d) → scores of each token (t, n).
Run = Callable[[Vectors], Vectors]


@dataclass(frozen=True, slots=True, eq=False)
class ReadTokens:
    """A text's tokens: `offsets` of each in the text (start, end), and their vectors (t, d) of the third layer and the last."""

    offsets: tuple[tuple[int, int], ...]
    hidden: Vectors
    last: Vectors


def read_long(text: str) -> ReadTokens:
    """Read a text with the bundled model, up to `MAX_TOKENS`. Raises ModelError."""
    encoding = shared_tokenizer().encode(text)
    ids = np.array(_cut(encoding.ids), dtype=np.int64)
    last, hidden = bundled_session().run(None, {INPUT: ids})
    return ReadTokens(tuple(_cut(encoding.offsets)), hidden, last)


@lru_cache(_REMEMBERED)
def read_tokens(text: str) -> ReadTokens:
    """Read a question or another short text as `read_long` does, and remember it. Raises ModelError."""
    return read_long(text)


@cache
def bundled_session() -> Any:
    """The bundled model, loaded once in a process; its outputs are the token vectors of the last layer and of the third.

    Raises ModelError.
    """
    model = bundled_file(MODEL_FILE)
    try:
        return open_session(_with_output(model, _THIRD_LAYER))
    except Exception as exc:  # onnxruntime raises classes of its C++ module that it doesn't export
        raise ModelError(f"the embedding model {FOLDER / MODEL_FILE} can't be loaded: {exc}") from exc


def _with_output(model: bytes, name: str) -> bytes:
    """Return an ONNX model with one of its inner values as one more output.

    The file stays as it was packed: protobuf reads two messages, one behind the other, as one with the lists of both.
    """

    def message(number: int, content: bytes) -> bytes:
        return bytes([number << 3 | 2, len(content)]) + content

    floats = message(1, b"\x08\x01")  # a tensor type, its elements float32
    return model + message(7, message(12, message(1, name.encode()) + message(2, floats)))


def _cut(tokens: list[_Token]) -> list[_Token]:
    """Cut the tokens to as many as the model reads; the last one ends a text and stays."""
    return tokens if len(tokens) <= MAX_TOKENS else [*tokens[: MAX_TOKENS - 1], tokens[-1]]


def open_session(model: bytes, outside: Mapping[str, NDArray[Any]] | None = None, *, threads: int = 1) -> Any:
    """An onnxruntime session of a file's content, to be run from any thread; raises what onnxruntime raises.

    `outside` are constants that aren't in the file, by their names in it. A run shares its products among so many `threads`,
    which changes none of its numbers.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read when it is imported: it would tell its maker of this machine
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # who waits leaves the core to others
    given = [onnxruntime.OrtValue.ortvalue_from_numpy(values) for values in (outside or {}).values()]
    if outside:
        options.add_external_initializers(list(outside), given)
    providers = ["CPUExecutionProvider"]
    session = onnxruntime.InferenceSession(model, options, providers=providers, disabled_optimizers=list(_LEFT_OUT))
    session.outside = outside, given  # onnxruntime may read them where they are: they have to last as long as the session does
    return session


def open_packed(folder: Path, model_file: str, note_file: str) -> Any:
    """Open a model of this package whose checksum stands in a note beside it. Raises ModelError where it isn't that."""
    return open_session(packed_file(folder, model_file, note_file))


def packed_file(folder: Path, model_file: str, note_file: str) -> bytes:
    """A model of this package whose checksum stands in a note beside it. Raises ModelError where it isn't that."""
    try:
        model = folder.joinpath(model_file).read_bytes()
        expected = json.loads(folder.joinpath(note_file).read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError) as exc:
        raise ModelError(f"{model_file} can't be read: {exc}; install CitedQA again") from exc
    if hashlib.sha256(model).hexdigest() != expected:
        raise ModelError(f"{model_file} is damaged: its checksum isn't the one in {note_file}; install CitedQA again")
    return model


@cache
def scores_of(folder: Path, model_file: str, note_file: str) -> Run:
    """Open a model of this package that reads on from the third layer, once in a process. Raises ModelError."""
    session = open_packed(folder, model_file, note_file)

    def run(hidden: Vectors) -> Vectors:
        scores: Vectors = session.run(None, {"hidden": hidden})[0]
        return scores

    return run


def softmax(scores: Vectors) -> Vectors:
    """Make probabilities of scores, those along the last axis adding up to one."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Vectors = powers / powers.sum(axis=-1, keepdims=True)
    return chances


class InferencePool:
    """One thread a core for the calls of one model."""

    def __init__(self) -> None:
        self._cores = cores()
        self._pool = ThreadPoolExecutor(self._cores, thread_name_prefix="model")

    def map(self, action: Callable[[_Given], _Result], values: Iterable[_Given]) -> Iterator[_Result]:
        """The results in order. No more is handed over than keeps the cores busy, so nobody waits long behind a large job."""
        running: deque[Future[_Result]] = deque()
        for value in values:
            running.append(self._pool.submit(action, value))
            if len(running) > self._cores:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
