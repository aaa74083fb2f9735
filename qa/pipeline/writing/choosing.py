"""The language model that an administrator chooses in the app, instead of naming it in QA_LLM."""

from dataclasses import dataclass, field
from pathlib import Path

from qa.pipeline.writing.servers import (
    LEAST_CONTEXT,
    MOST_CONTEXT,
    Endpoint,
    checked_key,
    is_model_name,
    server_address,
    server_target,
)
from qa.store.keys import Secrets
from qa.store.sql import Library, ModelChoice
from qa.types.errors import ModelServerError

# A prompt of ours and one passage take some 700 tokens, the answer as many as QA_LLM_MAX_TOKENS.


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that is looked at: chosen, or only tried. Its values have been checked."""

    address: str
    model: str
    key: str | None = field(default=None, repr=False)
    context: int | None = None

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(self.address, lambda: self.key)


class ChosenModel:
    """What the library keeps of it. A key is kept for one address, and goes to no other."""

    def __init__(self, library: Library, data_dir: Path) -> None:
        self._record = library.model_choice
        self._secrets = Secrets(data_dir)

    def get(self) -> ModelChoice | None:
        return self._record.get()

    def choose(self, candidate: Candidate) -> None:
        """Keep the model as the one that writes. Raises SecretError where its key can't be kept."""
        sealed = None if candidate.key is None else self._secrets.seal(candidate.key, candidate.address)
        self._record.put(ModelChoice(candidate.address, candidate.model, candidate.context, sealed))

    def clear(self) -> None:
        """Let no model write any more, and forget its key."""
        self._record.clear()

    def key_for(self, address: str) -> str | None:
        """Return the key that is kept, where it was given for this very address. Raises SecretError."""
        kept = self._record.get()
        if kept is None or kept.address != address:
            return None
        return self._opened(kept)

    def endpoint(self, choice: ModelChoice) -> Endpoint:
        return Endpoint(choice.address, lambda: self._opened(choice))

    def candidate(self, address: str, model: str, key: str | None = None, context: int | None = None) -> Candidate:
        """Check what was entered; `key` is None where the kept one is meant. Raises ModelServerError, SecretError."""
        address = server_address(address)
        if not is_model_name(model):
            raise ModelServerError("a model's name has 1 to 200 characters without spaces; choose one of its server's list")
        if context is not None and not LEAST_CONTEXT <= context <= MOST_CONTEXT:
            raise ModelServerError(f"a context of {context} tokens is not allowed; enter {LEAST_CONTEXT} or more, or nothing")
        key = self.key_for(address) if key is None else checked_key(key)
        server_target(address, key=key is not None)
        return Candidate(address, model, key, context)

    def _opened(self, choice: ModelChoice) -> str | None:
        return None if choice.sealed_key is None else self._secrets.unseal(choice.sealed_key, choice.address)
