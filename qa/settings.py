"""One validated `Settings`: the environment (`QA_…`) over `qa.toml` here over the user's own `qa.toml` over the defaults."""

import os
import re
import tomllib
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_data_path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from qa.types.errors import SettingsError

PREFIX = "QA_"
CONFIG_FILE = "qa.toml"
# The encoded form that the Argon2 reference implementation writes.
ARGON2_HASH = r"\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+"
_SECRET = frozenset({"auth", "backup_passphrase", "database_url", "oidc_client_secret"})
# Where texts and keys are sent, and who may come in. The folder that one is in may be somebody else's, a download say, so
# its qa.toml has no say in these.
_OWN_ONLY = frozenset(
    {"allow_private_urls", "auth", "backup_passphrase", "chroma_url", "database_url", "host", "llm", "llm_base_url"}
)
# Where a provider of OpenID Connect sends people back.
CALLBACK = "/login/oidc/callback"
# Where it says that somebody has logged out there.
BACK_CHANNEL = "/login/oidc/logout"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _as_list(value: object) -> object:
    """What the environment can say of several."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_Several = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class OpenIDSettings(BaseModel):
    """Logging in by a provider of OpenID Connect."""

    oidc_issuer: str | None = Field(
        None,
        pattern=r"^https?://[^/\s?#]+(/[^\s?#]*)?$",
        description="A provider of OpenID Connect by which people log in as well, as `https://login.example.org/realms/us`; "
        "needs `QA_AUTH` and the extra `oidc`.",
    )
    oidc_client_id: str | None = Field(None, min_length=1, description="The name under which the provider knows CitedQA.")
    oidc_client_secret: str | None = Field(
        None, min_length=1, description="Its secret there; none for a public client.", repr=False
    )
    oidc_redirect_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s?#]+/[^\s?#]*$",
        description="Where the provider sends people back, as registered there: `https://…/login/oidc/callback`.",
    )
    oidc_scope: str = Field(
        "openid profile email",
        pattern=r"^openid( \S+)*$",
        description="What the provider is asked to tell; some tell roles only for one more, as `groups`.",
    )
    oidc_name_claim: str = Field(
        "preferred_username", min_length=1, description="The claim with a person's name here; without it, their `email`."
    )
    oidc_role_claim: str = Field(
        "roles", min_length=1, description="The claim with what a person may do, as `groups` or `realm_access.roles`."
    )
    oidc_readers: _Several | None = Field(
        None,
        description="Values of that claim that let people in to read and ask; without it, everybody whom the provider knows.",
    )
    oidc_editors: _Several | None = Field(None, description="Values of that claim that let them change the library, too.")
    oidc_admins: _Several | None = Field(None, description="Values of that claim that make them admins.")
    oidc_session_hours: Annotated[float, Field(gt=0, le=14 * 24)] = Field(
        12, description="Hours after which the provider is asked again who somebody is, and what they may do."
    )

    oidc_logout: bool = Field(
        False,
        description="Whether who logs out is led to the provider to log out there, too, and from there to `https://…/login`, "
        "which must be registered as well.",
    )

    @field_validator("oidc_issuer", "oidc_redirect_url")
    @classmethod
    def _not_in_the_clear(cls, value: str | None) -> str | None:
        if value is not None and value.startswith("http:") and urlsplit(value).hostname not in LOOPBACK:
            raise ValueError(
                "is no https, and passwords and log-ins would be sent in the clear; only this machine may do without"
            )
        return value

    @model_validator(mode="after")
    def _whole_provider(self) -> "OpenIDSettings":
        needed = ("oidc_issuer", "oidc_client_id", "oidc_redirect_url")
        missing = [name for name in needed if getattr(self, name) is None]
        if missing and len(missing) < len(needed):
            raise ValueError(f"to log in by a provider, set {', '.join(PREFIX + name.upper() for name in missing)} as well")
        return self


class Settings(OpenIDSettings):
    """Every setting, its bounds and its default. The table of docs/settings.md is checked against this class."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("citedqa", appauthor=False),
        description="Where the library and the vector index are kept.",
    )
    chroma_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s]+/?$",
        description="A Chroma server (`http://host:8000`) instead of the embedded index.",
    )
    database_url: str | None = Field(
        None,
        pattern=r"^postgres(ql)?://\S+$",
        description="A PostgreSQL database (`postgresql://user:password@host/name`) for the library; needs `QA_CHROMA_URL`.",
        repr=False,
    )
    embedding_model: str = Field(
        "all-MiniLM-L6-v2",
        min_length=1,
        description="Embedding model: the bundled one, or a sentence-transformers folder or name.",
    )
    reranker: str | None = Field(
        None,
        description="Reorders the best passages: a sentence-transformers cross-encoder (folder or name), or `http://…/rerank`.",
    )
    retriever: str = Field(
        "hybrid",
        min_length=1,
        description="How passages are found: `hybrid`, by meaning and by words, `words`, or one that a package adds.",
    )
    reader: str | None = Field(
        None, description="A Hugging Face question answering model (folder or name) instead of the bundled reader."
    )
    vector_index: str = Field(
        "chroma",
        min_length=1,
        description="Where vectors are searched: `chroma`, `exact` (every stored one), or one that a package adds.",
    )
    llm: str | None = Field(
        None,
        pattern=r"^[a-z][a-z0-9_-]*:\S+$",
        description="Language model that writes the answers, `provider:model`, for example `ollama:llama3.2`.",
    )
    llm_base_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s]+(/\S*)?$",
        description="Its server, if not the provider's own: `openai` with `http://localhost:8080/v1` is any compatible one.",
    )
    llm_context: Annotated[int, Field(ge=512)] = Field(
        8192, description="Tokens that the model reads and writes at most; passages are packed to fit."
    )
    llm_max_tokens: Annotated[int, Field(ge=16)] = Field(
        512, description="Tokens that it may write for one answer; a model that thinks first needs more."
    )
    llm_timeout: Annotated[float, Field(gt=0)] = Field(
        60, description="Seconds that it may write nothing before the extractive answer takes its place."
    )
    answer_timeout: Annotated[float, Field(gt=0)] = Field(
        300, description="Seconds that one answer may take in all, of which a language model may write three quarters."
    )
    host: str = Field("127.0.0.1", description="Address that `qa serve` binds to; others than loopback need `QA_AUTH`.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(7860, description="Port that `qa serve` binds to.")
    root_path: str = Field(
        "",
        pattern=r"^(/[A-Za-z0-9._~-]+)*$",
        description="Path below which a reverse proxy serves the app, as `/qa` for `https://example.org/qa/`.",
    )
    auth: str | None = Field(
        None,
        pattern=r"^[^:\s]+:.+$",
        description="`user:password` of an admin, or `user:` and what `qa users hash` prints; if set, everybody logs in.",
        repr=False,
    )
    trusted_proxies: Annotated[tuple[str, ...] | None, BeforeValidator(_as_list)] = Field(
        None,
        description="Addresses or networks of your reverse proxies, as `127.0.0.1,10.0.0.0/8`: only they are believed about "
        "`X-Forwarded-For` and `-Proto`; needs `QA_AUTH`.",
    )
    max_file_mb: Annotated[float, Field(gt=0)] = Field(
        50, description="Largest file that `qa ingest` reads, in megabytes (10^6 bytes)."
    )
    pages_mb: Annotated[float, Field(ge=0)] = Field(
        50,
        description="Largest PDF or picture that the library keeps to show its pages, in megabytes; 0 keeps none, and texts "
        "are shown alone.",
    )
    backup_passphrase: str | None = Field(
        None,
        min_length=1,
        description="Passphrase of encrypted backups (`qa backup FILE --encrypt`); without it they ask for one.",
        repr=False,
    )
    document_timeout: Annotated[float, Field(gt=0)] = Field(
        600, description="Seconds that finding the sentences and statements of one document may take; then it is skipped."
    )
    allow_private_urls: bool = Field(
        False, description="Whether `qa ingest URL` may fetch from private networks and this machine, too."
    )
    chunk_words: Annotated[int, Field(ge=20, le=400)] = Field(
        100, description="Words a chunk aims for; whole sentences, so a long sentence may pass it."
    )
    top_k: Annotated[int, Field(ge=1, le=100)] = Field(8, description="Passages that the reader looks into, at most.")
    max_citations: Annotated[int, Field(ge=1, le=10)] = Field(3, description="Most sentences an extractive answer quotes.")
    answer_threshold: Annotated[float, Field(ge=0, le=1)] = Field(
        0.0,
        description="Least probability that the documents answer; below it nothing is answered, whatever the reader says.",
    )
    requests_per_minute: Annotated[int, Field(ge=1)] = Field(
        300, description="Requests of one user to the API that are served in a minute; more are told to wait (429)."
    )
    questions_at_once: Annotated[int, Field(ge=1, le=64)] = Field(
        4, description="Questions over the API that are worked on at a time; more only take the processor from each other."
    )
    questions_waiting: Annotated[int, Field(ge=0, le=10_000)] = Field(
        64, description="Questions that wait in line; more are told to come again (503)."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="`text`: warnings and errors; `json`: one JSON object a line, and a line for every request."
    )

    @field_validator("data_dir")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        return value.expanduser()

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for each in value or ():
            try:
                ip_network(each)
            except ValueError as exc:
                raise ValueError(f"{each!r} is no address or network; write 127.0.0.1 or 10.0.0.0/8") from exc
        return value

    @field_validator("auth")
    @classmethod
    def _whole_hash(cls, value: str | None) -> str | None:
        _, _, secret = (value or "").partition(":")
        if secret.startswith("$") and not re.fullmatch(ARGON2_HASH, secret):
            raise ValueError("what begins with $ is the hash of a password, and this one is damaged; put it in single quotes")
        return value

    @model_validator(mode="after")
    def _room_to_write(self) -> "Settings":
        if self.llm_max_tokens > self.llm_context // 2:
            raise ValueError(
                f"llm_max_tokens {self.llm_max_tokens} is more than half of llm_context {self.llm_context};"
                " lower the one or raise the other"
            )
        return self

    @model_validator(mode="after")
    def _one_index(self) -> "Settings":
        if self.database_url is not None and self.chroma_url is None:
            raise ValueError(
                "database_url (QA_DATABASE_URL) is set and chroma_url isn't: all who share a database need one index, "
                "so set QA_CHROMA_URL=http://host:8000 to a Chroma server as well"
            )
        return self

    @model_validator(mode="after")
    def _shared_index(self) -> "Settings":
        if self.chroma_url is not None and self.vector_index != "chroma":
            raise ValueError(
                f"chroma_url (QA_CHROMA_URL) is set, but vector_index (QA_VECTOR_INDEX) is {self.vector_index!r}; unset one"
            )
        return self

    @model_validator(mode="after")
    def _proxies_need_accounts(self) -> "Settings":
        if self.trusted_proxies and self.auth is None:
            raise ValueError(
                "trusted_proxies (QA_TRUSTED_PROXIES) is set and auth isn't: everybody behind a proxy comes from its address, "
                "so set QA_AUTH=user:password as well"
            )
        return self

    @model_validator(mode="after")
    def _provider_beside_accounts(self) -> "Settings":
        if self.oidc_issuer is not None and self.auth is None:
            raise ValueError(
                "oidc_issuer (QA_OIDC_ISSUER) is set and auth isn't: an admin must be able to log in while the provider is "
                "away, so set QA_AUTH=user:password as well"
            )
        callback = self.root_path + CALLBACK
        if self.oidc_redirect_url is not None and urlsplit(self.oidc_redirect_url).path != callback:
            raise ValueError(
                f"oidc_redirect_url (QA_OIDC_REDIRECT_URL) is {self.oidc_redirect_url}, which leads elsewhere; "
                f"its path must be {callback}"
            )
        return self

    @model_validator(mode="after")
    def _no_open_door(self) -> "Settings":
        if self.host not in LOOPBACK and self.auth is None:
            raise ValueError(f"host {self.host} is not loopback, so auth (QA_AUTH=user:password) must be set as well")
        return self


def load_settings(
    environ: Mapping[str, str] | None = None, folder: Path | None = None, own_folder: Path | None = None
) -> Settings:
    """Read the user's own `qa.toml`, then the one in `folder` over it, then the environment over both.

    `own_folder` is the user's configuration folder (on Linux ~/.config/citedqa) and `folder` the working directory, unless
    they are given. Raises SettingsError naming the setting, what was given and what is allowed.
    """
    environ = os.environ if environ is None else environ
    own = (own_folder or user_config_path("citedqa", appauthor=False)) / CONFIG_FILE
    here = (folder or Path.cwd()) / CONFIG_FILE
    values = _from_toml(own)
    origin = dict.fromkeys(values, str(own))
    if here.resolve() != own.resolve():
        found = _from_toml(here)
        _refuse_own_only(found, here, own)
        values |= found
        origin |= dict.fromkeys(found, CONFIG_FILE)
    for name, value in environ.items():
        if name.startswith(PREFIX) and value != "":
            values[name.removeprefix(PREFIX).lower()] = value
            origin[name.removeprefix(PREFIX).lower()] = "the environment"
    try:
        return Settings.model_validate(values)
    except ValidationError as exc:
        raise SettingsError("; ".join(_explain(error, origin) for error in exc.errors())) from exc


def _refuse_own_only(values: Mapping[str, Any], here: Path, own: Path) -> None:
    """Refused, not ignored: who wrote it there meant it, and must learn that it has no effect."""
    for name in values:
        if name in _OWN_ONLY or name.startswith("oidc_") or (name == "reranker" and "://" in str(values[name])):
            raise SettingsError(
                f"{here} sets {name}, which a file in the folder you are in may not do: the folder could be somebody else's; "
                f"set {PREFIX}{name.upper()} in the environment, or {name} in {own}"
            )


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
    given = "its value" if name in _SECRET else repr(error["input"])
    return f"{PREFIX}{name.upper()}: {given} is not allowed: {error['msg']}"
