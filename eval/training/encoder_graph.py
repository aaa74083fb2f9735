"""The graph of the embedding model, the readers and the models of kinds and terms, of onnxruntime's own operators.

They read one text a run, without padding.

Products are of integers: weights have seven bits, one scale a column, and activations eight, one scale a text, which is found
as it is read. Seven, since with eight the sums overflow on processors without VNNI, which would read otherwise than others.

A large model is packed in four bits a weight, one scale for _BLOCK weights of a column: `qa.embedding.fours` makes seven bits
of them when the model is opened.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from qa.embedding.bundled import INPUT
from qa.embedding.fours import FOURS, GRAPH, NOUGHT, ONE, SHARES

Array = NDArray[Any]
KINDS, HIDDEN, OUTPUT = "kinds", "hidden", "tokens"
_WORDS, _KINDS = "embeddings.word_embeddings", "embeddings.token_type_embeddings.weight"
# Of MPNet, as `export_listwise` names it: what a head's attention gains (heads, distances), by the distance of two tokens.
NEARNESS = "encoder.nearness"
_HEADS = "spans"  # the layer of scores behind the encoder
_MICROSOFT = "com.microsoft"
_MOST_WEIGHT, _MOST_WORD = 63, 127
_HEADS_OF_ATTENTION = 12
EPSILON = 1e-12  # of all-MiniLM-L6-v2
# Weights of four bits that share a scale, and the most that one is: with a share of nine, 252 of the 255, _MOST_WEIGHT.
_BLOCK, _MOST_OF_FOUR = 64, 7
# Shares of the largest weight of a block that its scale is tried to be made for: a few large ones cut off may cost less.
_CUT = np.linspace(0.7, 1.0, 13)
# Places that a token's attention can be apart from it; tables of the distance between two tokens have so many on each side.
FARTHEST = 512


@dataclass(slots=True)
class _Graph:
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, values: Any, name: str = "") -> str:
        name = name or f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def outside(self, name: str, shape: Sequence[int]) -> str:
        """Whole numbers that the model is given when it is opened."""
        given = TensorProto(name=name, data_type=TensorProto.INT8, dims=shape, data_location=TensorProto.EXTERNAL)
        given.external_data.add(key="location", value=name)
        self.constants.append(given)
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        return self.several(operator, 1, *inputs, domain=domain, **attributes)[0]

    def several(self, operator: str, outputs: int, *inputs: str, domain: str = "", **attributes: Any) -> list[str]:
        names = [f"{operator}{len(self.nodes)}.{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return names


class Encoder:
    """Token ids (t,) → the vectors of the last layer (t, d); a reader: ids and kinds (t,) → its logits (t, 3).

    Without weights that embed words it reads on from another's layer: its vectors (t, d) → scores of each token (t, n).

    Constants have their modules' names, so that `weights_in` finds them: X.whole are the integers of X's weight, X.scale what
    one stands for, X.shrunk what the input is multiplied by before. Modules that are multiplied together are joined by "+".
    """

    def __init__(
        self, weights: Mapping[str, Array], shrunk: Mapping[str, Array] | None, *, bits: int = 7, epsilon: float = EPSILON
    ) -> None:
        """`weights` by their published names. `shrunk`: what each input of a product is divided by, a number a column.

        None leaves all products in float32, and gives their inputs as further outputs: to find out what to shrink.
        `bits` are those of a packed weight, 7 or 4. `epsilon` is that of the layers that normalise.
        """
        self._weights = weights
        self._bits, self._epsilon = bits, epsilon
        self.fours: dict[str, Array] = {}
        self._nearness = ""
        self._has_scores = f"{_HEADS}.weight" in weights
        self._reads_on = f"{_WORDS}.weight" not in weights
        self._is_reader = self._has_scores and not self._reads_on
        self._has_kinds = _KINDS in weights
        self._shrunk = shrunk
        self._graph = _Graph()
        self._inputs: dict[str, str] = {}

    def model(self) -> onnx.ModelProto:
        graph = self._graph
        tokens = HIDDEN if self._reads_on else self._embedded()
        if NEARNESS in self._weights:
            self._nearness = self._by_distance()
        layer = 0
        while f"encoder.layer.{layer}.output.dense.weight" in self._weights:
            tokens = self._layer(tokens, f"encoder.layer.{layer}")
            layer += 1
        if self._has_scores:
            logits = graph.add("MatMul", tokens, self._named(f"{_HEADS}.weight", transposed=True))
            tokens = graph.add("Add", logits, self._named(f"{_HEADS}.bias"))
        graph.nodes.append(helper.make_node("Identity", [tokens], [OUTPUT]))
        outputs = [OUTPUT]
        if self._shrunk is None:
            outputs += self._inputs
            graph.nodes.extend(helper.make_node("Identity", [tensor], [name]) for name, tensor in self._inputs.items())
        inputs = (INPUT, KINDS) if self._is_reader and self._has_kinds else (INPUT,)
        given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["length"]) for name in inputs]
        if self._reads_on:
            given = [helper.make_tensor_value_info(HIDDEN, TensorProto.FLOAT, ["length", None])]
        made = helper.make_graph(
            graph.nodes,
            "encoder",
            given,
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["length", None]) for name in outputs],
            graph.constants,
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(made, opset_imports=opsets, ir_version=9)

    def _embedded(self) -> str:
        """Words, places and kinds; all of a text that isn't a reader's is of the first kind."""
        add, constant = self._graph.add, self._graph.constant
        name = _WORDS
        words = self._weights[f"{name}.weight"]
        if self._bits == 4:
            whole, scale = self._in_four_bits(words.T, name)
            whole, scale = add("Transpose", whole, perm=[1, 0]), scale[:, None]
        else:
            scale = np.maximum(np.abs(words).max(axis=1, keepdims=True) / _MOST_WORD, 1e-12).astype(np.float32)
            whole = constant(np.rint(words / scale).astype(np.int8), f"{name}.whole")
        rows = add("Cast", add("Gather", whole, INPUT), to=TensorProto.FLOAT)
        rows = add("Mul", rows, add("Gather", constant(scale, f"{name}.scale"), INPUT))
        places = self._named("embeddings.position_embeddings.weight")
        rows = add("Add", rows, add("Slice", places, constant(np.array([0])), add("Shape", INPUT)))
        if self._has_kinds:
            kind = KINDS if self._is_reader else constant(np.array([0]))
            rows = add("Add", rows, add("Gather", self._named(_KINDS), kind))
        return self._normal(rows, "embeddings.LayerNorm")

    def _by_distance(self) -> str:
        """What attention gains by the distance of two tokens: (heads, t, t)."""
        add, constant = self._graph.add, self._graph.constant
        table = constant(self._weights[NEARNESS], NEARNESS)
        places = add("Range", constant(np.array(0)), add("Squeeze", add("Shape", INPUT)), constant(np.array(1)))
        first, second = (add("Unsqueeze", places, constant(np.array([axis]))) for axis in (0, 1))
        apart = add("Add", add("Sub", first, second), constant(np.array(FARTHEST)))  # [i, j]: j behind i
        return add("Gather", table, apart, axis=1)

    def _layer(self, tokens: str, name: str) -> str:
        add = self._graph.add
        attended = self._attended(tokens, f"{name}.attention")
        tokens = self._normal(add("Add", tokens, attended), f"{name}.attention.output.LayerNorm")
        between = self._product(tokens, [f"{name}.intermediate.dense"])
        between = add("Gelu", between, domain=_MICROSOFT)
        return self._normal(add("Add", tokens, self._product(between, [f"{name}.output.dense"])), f"{name}.output.LayerNorm")

    def _attended(self, tokens: str, name: str) -> str:
        add, constant = self._graph.add, self._graph.constant
        width = self._weights[f"{name}.self.query.weight"].shape[0]
        head = width // _HEADS_OF_ATTENTION  # numbers a head has
        joint = self._product(tokens, [f"{name}.self.{part}" for part in ("query", "key", "value")])
        heads = add("Transpose", add("Reshape", joint, constant(np.array([0, 3 * width // head, head]))), perm=[1, 0, 2])
        queries, keys, values = self._graph.several("Split", 3, heads, axis=0, num_outputs=3)
        near = add("FusedMatMul", queries, keys, domain=_MICROSOFT, transB=1, alpha=float(1 / np.sqrt(head)))
        if self._nearness:
            near = add("Add", near, self._nearness)
        mixed = add("Transpose", add("MatMul", add("Softmax", near, axis=-1), values), perm=[1, 0, 2])
        return self._product(add("Reshape", mixed, constant(np.array([0, width]))), [f"{name}.output.dense"])

    def _product(self, given: str, names: Sequence[str]) -> str:
        """With the weights of these modules side by side, and their biases added."""
        add, constant = self._graph.add, self._graph.constant
        weight = np.concatenate([self._weights[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self._weights[f"{name}.bias"] for name in names])
        site, joint = names[0], "+".join(names)
        if self._shrunk is None:
            self._inputs[site] = given
            return add("Add", add("MatMul", given, constant(weight)), constant(bias))
        if (by := self._shrunk.get(site)) is not None:
            weight = weight * by[:, None]
            given = add("Mul", given, constant((1 / by).astype(np.float32), f"{joint}.shrunk"))
        if self._bits == 4:
            whole, scale = self._in_four_bits(weight, joint)
        else:
            scale = (np.abs(weight).max(axis=0) / _MOST_WEIGHT).astype(np.float32)
            whole = constant(np.rint(weight / scale).astype(np.int8), f"{joint}.whole")
        factors = (constant(scale, f"{joint}.scale"), "", constant(bias, f"{joint}.bias"))
        return add("DynamicQuantizeMatMul", given, whole, *factors, domain=_MICROSOFT)

    def _in_four_bits(self, weight: Array, name: str) -> tuple[str, Array]:
        """Integers of seven bits (rows, columns) that are made of four, and what one of a column stands for (columns,)."""
        rows, columns = weight.shape  # rows are a multiple of two blocks
        blocks = weight.reshape(rows // _BLOCK, _BLOCK, columns)
        scales = _scales_of_four(blocks)  # (blocks, columns)
        scale = (scales.max(axis=0) * _MOST_OF_FOUR / _MOST_WEIGHT).astype(np.float32)
        shares = np.clip(np.rint(scales / scale * ONE), 1, 255).astype(np.uint8)
        fours = np.rint(blocks / (shares / ONE * scale)[:, None]).clip(-_MOST_OF_FOUR, _MOST_OF_FOUR)
        upper, lower = np.split((fours.reshape(rows, columns) + NOUGHT).astype(np.uint8), 2)
        whole = f"{name}.whole"
        self.fours |= {whole + FOURS: upper << 4 | lower, whole + SHARES: shares}
        return self._graph.outside(whole, weight.shape), scale

    def _normal(self, given: str, name: str) -> str:
        parts = (self._named(f"{name}.{part}") for part in ("weight", "bias"))
        return self._graph.add("LayerNormalization", given, *parts, epsilon=self._epsilon)

    def _named(self, name: str, *, transposed: bool = False) -> str:
        values = self._weights[name]
        return self._graph.constant(values.T if transposed else values, name)


def _scales_of_four(blocks: Array) -> Array:
    """(blocks, _BLOCK, columns) weights → what one of each block stands for (blocks, columns): that with the least error."""
    largest = np.maximum(np.abs(blocks).max(axis=1), 1e-12)
    best: Array = largest / _MOST_OF_FOUR
    least = np.full(largest.shape, np.inf)
    for cut in _CUT:
        scales = largest * cut / _MOST_OF_FOUR
        given = scales[:, None]
        error = ((np.rint(blocks / given).clip(-_MOST_OF_FOUR, _MOST_OF_FOUR) * given - blocks) ** 2).sum(axis=1)
        best, least = np.where(error < least, scales, best), np.minimum(error, least)
    return best


def save_packed(model: onnx.ModelProto, folder: Path, model_file: str, note_file: str) -> None:
    """Write a model and beside it its note, as `qa.embedding.open_packed` reads them: its checksum."""
    onnx.save(model, folder / model_file)
    _note(folder, model_file, note_file)


def save_fours(encoder: Encoder, folder: Path, model_file: str, note_file: str) -> None:
    """Write the encoder's model, in four bits, and beside it its note, as `qa.embedding.fours` reads them."""
    graph = np.frombuffer(encoder.model().SerializeToString(), np.uint8)
    np.savez_compressed(folder / model_file, allow_pickle=False, **{GRAPH: graph}, **encoder.fours)
    _note(folder, model_file, note_file)


def _note(folder: Path, model_file: str, note_file: str) -> None:
    packed = (folder / model_file).read_bytes()
    note = json.dumps({"sha256": sha256(packed).hexdigest()})
    (folder / note_file).write_text(note + "\n", encoding="utf-8")
    print(f"{model_file}: {len(packed) / 1e6:.1f} MB")


def weights_in(model: onnx.ModelProto) -> dict[str, Array]:
    """The weights that a packed model multiplies with, by their published names."""
    kept = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    found: dict[str, Array] = {}
    for name, values in kept.items():
        joint, _, part = name.rpartition(".")
        modules = joint.split("+")
        if joint == _WORDS and part == "whole":
            found[f"{joint}.weight"] = values * kept[f"{joint}.scale"]
        elif part == "whole":
            weight = values * kept[f"{joint}.scale"] * kept.get(f"{joint}.shrunk", np.ones(len(values), np.float32))[:, None]
            pieces = np.split(weight, len(modules), axis=1)
            found |= {f"{module}.weight": piece.T for module, piece in zip(modules, pieces, strict=True)}
        elif part == "bias":
            found |= {f"{module}.bias": piece for module, piece in zip(modules, np.split(values, len(modules)), strict=True)}
        elif part == "weight":
            found[name] = values.T if joint == _HEADS else values
    return found
