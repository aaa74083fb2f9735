"""One validated `Settings`: the environment (`QA_…`) over `qa.toml` over the defaults."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from qa.errors import SettingsError

PREFIX = "QA_"
CONFIG_FILE = "qa.toml"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseModel):
    """Every setting, its bounds and its default. The README's table is checked against this class."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("citedqa", appauthor=False),
        description="Where the library, the vector index and the exported model are kept.",
    )
    chroma_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s]+/?$",
        description="A Chroma server (`http://host:8000`) instead of the embedded index.",
    )
    embedding_model: str = Field(
        "all-MiniLM-L6-v2",
        min_length=1,
        description="Embedding model: the bundled one, or a sentence-transformers folder or name.",
    )
    reranker: str | None = Field(
        None, description="A sentence-transformers cross-encoder (folder or name) to reorder the best passages."
    )
    host: str = Field("127.0.0.1", description="Address that `qa serve` binds to; others than loopback need `QA_AUTH`.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(7860, description="Port that `qa serve` binds to.")
    auth: str | None = Field(
        None, pattern=r"^[^:\s]+:.+$", description="`user:password` that the browser app asks for.", repr=False
    )
    max_file_mb: Annotated[float, Field(gt=0)] = Field(
        50, description="Largest file that `qa ingest` reads, in megabytes (10^6 bytes)."
    )
    chunk_words: Annotated[int, Field(ge=20, le=400)] = Field(
        100, description="Words a chunk aims for; whole sentences, so a long sentence may pass it."
    )
    top_k: Annotated[int, Field(ge=1, le=100)] = Field(8, description="Passages that the reader looks into.")
    max_citations: Annotated[int, Field(ge=1, le=10)] = Field(3, description="Most sentences an extractive answer quotes.")
    answer_threshold: Annotated[float, Field(ge=0, le=1)] = Field(
        0.5,
        description="Least probability that the documents answer the question; below it the answer is an abstention.",
    )

    @field_validator("data_dir")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        return value.expanduser()

    @model_validator(mode="after")
    def _no_open_door(self) -> "Settings":
        if self.host not in LOOPBACK and self.auth is None:
            raise ValueError(f"host {self.host} is not loopback, so auth (QA_AUTH=user:password) must be set as well")
        return self


def load_settings(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Read `qa.toml` in `folder` (default: the working directory), then the environment over it.

    Raises SettingsError naming the setting, what was given and what is allowed.
    """
    environ = os.environ if environ is None else environ
    values = _from_toml((folder or Path.cwd()) / CONFIG_FILE)
    origin = dict.fromkeys(values, CONFIG_FILE)
    for name, value in environ.items():
        if name.startswith(PREFIX) and value != "":
            values[name.removeprefix(PREFIX).lower()] = value
            origin[name.removeprefix(PREFIX).lower()] = "the environment"
    try:
        return Settings.model_validate(values)
    except ValidationError as exc:
        raise SettingsError("; ".join(_explain(error, origin) for error in exc.errors())) from exc


def _from_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise SettingsError(f"{path} can't be read: {exc}; correct it or remove it") from exc


def _explain(error: Any, origin: Mapping[str, str]) -> str:
    name = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        known = ", ".join(PREFIX + field.upper() for field in Settings.model_fields)
        return f"unknown setting {PREFIX}{name.upper()} in {origin.get(name, 'the settings')}; known settings: {known}"
    if not name:
        return str(error["msg"]).removeprefix("Value error, ")
    given = "its value" if name == "auth" else repr(error["input"])
    return f"{PREFIX}{name.upper()}: {given} is not allowed: {error['msg']}"
