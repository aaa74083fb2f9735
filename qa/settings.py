"""One validated `Settings`: the environment (`QA_…`) over `qa.toml` here over the user's own `qa.toml` over the defaults."""

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_data_path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from qa.types.allowed import allowed
from qa.types.errors import SettingsError
from qa.types.plugins import names_plugin

PREFIX = "QA_"
CONFIG_FILE = "qa.toml"
# The encoded form that the Argon2 reference implementation writes.
ARGON2_HASH = r"\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+"
_SECRET = frozenset({"auth", "backup_passphrase", "database_url", "oidc_client_secret"})
# Where texts and keys are sent, and who may come in. The folder that one is in may be somebody else's, a download say, so
# its qa.toml has no say in these.
_OWN_ONLY = frozenset(
    {
        *("allow_private_urls", "auth", "backup_passphrase", "chroma_url", "database_url"),
        *("host", "llm", "llm_base_url", "trusted_proxies", "watch_folders"),
    }
)
# Where a provider of OpenID Connect sends people back.
CALLBACK = "/login/oidc/callback"
# Where it says that somebody has logged out there.
BACK_CHANNEL = "/login/oidc/logout"
VECTOR_INDEXES = ("chroma", "exact")  # beside those of other packages
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _as_list(value: object) -> object:
    """What the environment can say of several."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_Several = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class OpenIDSettings(BaseModel):
    """Logging in by a provider of OpenID Connect."""

    oidc_issuer: str | None = Field(None, pattern=r"^https?://[^/\s?#]+(/[^\s?#]*)?$", examples=["https://id.example.org"])
    oidc_client_id: str | None = Field(None, min_length=1)
    oidc_client_secret: str | None = Field(None, min_length=1, repr=False)
    oidc_redirect_url: str | None = Field(
        None, pattern=r"^https?://[^/\s?#]+/[^\s?#]*$", examples=["https://docs.example.org/login/oidc/callback"]
    )
    oidc_scope: str = Field("openid profile email", pattern=r"^openid( \S+)*$", examples=["openid email"])
    oidc_name_claim: str = Field("preferred_username", min_length=1)
    oidc_role_claim: str = Field("roles", min_length=1)
    oidc_readers: _Several | None = None
    oidc_editors: _Several | None = None
    oidc_admins: _Several | None = None
    oidc_session_hours: Annotated[float, Field(gt=0, le=14 * 24)] = 12
    oidc_logout: bool = False

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
    """Every setting, its bounds and its default. What each means stands in docs/settings.md; a test compares the two."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(default_factory=lambda: user_data_path("citedqa", appauthor=False))
    chroma_url: str | None = Field(None, pattern=r"^https?://[^/\s]+/?$", examples=["http://localhost:8000"])
    database_url: str | None = Field(
        None, pattern=r"^postgres(ql)?://\S+$", examples=["postgresql://user@host/name"], repr=False
    )
    embedding_model: str = Field("all-MiniLM-L6-v2", min_length=1)
    reranker: str | None = None
    retriever: str = Field("hybrid", min_length=1)
    reader: str | None = None
    vector_index: str = Field("chroma", min_length=1)
    llm: str | None = Field(None, pattern=r"^[a-z][a-z0-9_-]*:\S+$", examples=["ollama:llama3.2"])
    llm_base_url: str | None = Field(None, pattern=r"^https?://[^/\s]+(/\S*)?$", examples=["http://localhost:11434/v1"])
    llm_context: Annotated[int, Field(ge=512)] = 8192
    llm_max_tokens: Annotated[int, Field(ge=16)] = 512
    llm_timeout: Annotated[float, Field(gt=0)] = 60
    answer_timeout: Annotated[float, Field(gt=0)] = 300
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 7860
    root_path: str = Field("", pattern=r"^(/[A-Za-z0-9._~-]+)*$", examples=["/documents"])
    auth: str | None = Field(None, pattern=r"^[^:\s]+:.+$", examples=["user:password"], repr=False)
    trusted_proxies: _Several | None = None
    max_file_mb: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 50
    pages_mb: Annotated[float, Field(ge=0)] = 50
    backup_passphrase: str | None = Field(None, min_length=1, repr=False)
    document_timeout: Annotated[float, Field(gt=0)] = 600
    allow_private_urls: bool = False
    watch_folders: Annotated[tuple[Path, ...] | None, BeforeValidator(_as_list)] = None
    chunk_words: Annotated[int, Field(ge=20, le=400)] = 100
    top_k: Annotated[int, Field(ge=1, le=100)] = 8
    max_citations: Annotated[int, Field(ge=1, le=10)] = 3
    answer_threshold: Annotated[float, Field(ge=0, le=1)] = 0.0
    requests_per_minute: Annotated[int, Field(ge=1)] = 300
    questions_at_once: Annotated[int, Field(ge=1, le=64)] = 4
    questions_waiting: Annotated[int, Field(ge=0, le=10_000)] = 64
    log_format: Literal["text", "json"] = "text"

    @field_validator("data_dir")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        return value.expanduser()

    @field_validator("vector_index")
    @classmethod
    def _known(cls, value: str) -> str:
        # Told here, since many a question is answered without it.
        if value not in VECTOR_INDEXES and not names_plugin("citedqa.indexes", value):
            raise ValueError(f"there is none of this name; known: {', '.join(VECTOR_INDEXES)}")
        return value

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
    def _fit_together(self) -> "Settings":
        if self.llm_max_tokens > self.llm_context // 2:
            raise ValueError(
                f"llm_max_tokens {self.llm_max_tokens} is more than half of llm_context {self.llm_context};"
                " lower the one or raise the other"
            )
        if self.database_url is not None and self.chroma_url is None:
            raise ValueError(
                "database_url (QA_DATABASE_URL) is set and chroma_url isn't: all who share a database need one index, "
                "so set QA_CHROMA_URL=http://host:8000 to a Chroma server as well"
            )
        if self.chroma_url is not None and self.vector_index != "chroma":
            raise ValueError(
                f"chroma_url (QA_CHROMA_URL) is set, but vector_index (QA_VECTOR_INDEX) is {self.vector_index!r}; unset one"
            )
        if self.trusted_proxies and self.auth is None:
            raise ValueError(
                "trusted_proxies (QA_TRUSTED_PROXIES) is set and auth isn't: everybody behind a proxy comes from its address, "
                "so set QA_AUTH=user:password as well"
            )
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
        place = origin.get(name, "the settings")
        in_file = place.endswith(CONFIG_FILE)  # where a name has no prefix
        plain = name.lower().removeprefix(PREFIX.lower())
        near = get_close_matches(plain, Settings.model_fields, 1)
        known = [field if in_file else PREFIX + field.upper() for field in near or Settings.model_fields]
        what = f"write {known[0]}" if near else f"known settings: {', '.join(known)}"
        return f"unknown setting {PREFIX}{(plain if in_file else name).upper()} in {place}; {what}"
    if not name:
        return str(error["msg"]).removeprefix("Value error, ")
    given = "its value" if name in _SECRET else repr(error["input"])
    told = str(error["msg"]).removeprefix("Value error, ")
    if words := allowed(error):
        examples = Settings.model_fields[name].examples
        told = f"it must be like {examples[0]}" if examples else f"it {words}"
    return f"{PREFIX}{name.upper()}: {given} is not allowed: {told}"
