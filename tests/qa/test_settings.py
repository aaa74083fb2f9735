import json
import re
from pathlib import Path

import pytest

from qa.settings import PREFIX, Settings, load_settings
from qa.types.errors import SettingsError

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def load(tmp_path: Path, toml: str = "", **environ: str) -> Settings:
    (tmp_path / "qa.toml").write_text(toml)
    return load_settings(environ, tmp_path, tmp_path / "own")


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    settings = load(tmp_path, "port = 8000\ntop_k = 5\n", QA_PORT="9000")
    assert (settings.port, settings.top_k, settings.max_citations) == (9000, 5, 3)


def test_no_file_and_no_environment_give_the_defaults(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path).embedding_model == "all-MiniLM-L6-v2"


def test_an_empty_variable_means_the_default(tmp_path: Path) -> None:
    assert load(tmp_path, QA_CHROMA_URL="").chroma_url is None


PROVIDER = {
    "QA_OIDC_ISSUER": "https://login.example.org",
    "QA_OIDC_CLIENT_ID": "citedqa",
    "QA_OIDC_REDIRECT_URL": "https://qa.example.org/login/oidc/callback",
}


@pytest.mark.parametrize(
    ("toml", "environ", "says"),
    [
        ("", {"QA_PROT": "1"}, ["QA_PROT", "the environment", "QA_PORT"]),
        ("prot = 1", {}, ["QA_PROT", "qa.toml"]),
        ("QA_TOP_K = 3", {}, ["unknown setting QA_TOP_K in qa.toml; write top_k"]),
        ("TOPK = 3", {}, ["unknown setting QA_TOPK in qa.toml; write top_k"]),
        ("", {"QA_QA_TOP_K": "3"}, ["unknown setting QA_QA_TOP_K in the environment; write QA_TOP_K"]),
        ("", {"QA_TOPK": "1"}, ["QA_TOPK in the environment; write QA_TOP_K"]),
        ("", {"QA_ZZZ": "1"}, ["known settings: QA_", "QA_PORT"]),
        ("", {"QA_VECTOR_INDEX": "bogus"}, ["QA_VECTOR_INDEX: 'bogus'", "known: chroma, exact"]),
        ("", {"QA_PORT": "0"}, ["QA_PORT", "'0'", "it must be at least 1"]),
        ("", {"QA_MAX_FILE_MB": "inf"}, ["QA_MAX_FILE_MB", "'inf'", "it must be a number that has an end"]),
        ("", {"QA_PORT": "many"}, ["QA_PORT", "'many'", "it must be a whole number"]),
        ("", {"QA_CHROMA_URL": "localhost"}, ["QA_CHROMA_URL", "'localhost'", "it must be like http://localhost:8000"]),
        ("port = ", {}, ["qa.toml", "can't be read"]),
        ("", {"QA_HOST": "0.0.0.0"}, ["0.0.0.0", "QA_AUTH=user:password"]),
        ("", PROVIDER, ["QA_OIDC_ISSUER", "QA_AUTH=user:password"]),
        ("", {"QA_OIDC_ISSUER": "https://login.example.org"}, ["QA_OIDC_CLIENT_ID, QA_OIDC_REDIRECT_URL"]),
        ("", {**PROVIDER, "QA_OIDC_ISSUER": "http://login.example.org"}, ["QA_OIDC_ISSUER", "in the clear"]),
        (
            "",
            {**PROVIDER, "QA_AUTH": "ann:secret", "QA_OIDC_REDIRECT_URL": "https://qa.example.org/login"},
            ["QA_OIDC_REDIRECT_URL", "its path must be /login/oidc/callback"],
        ),
        (
            "",
            {"QA_AUTH": "ann:$argon2id$v=19$m=19456,t=2,p=1$c2FsdA"},
            ["QA_AUTH", "hash of a password", "damaged", "single quotes"],
        ),
    ],
)
def test_a_bad_setting_is_refused_with_what_was_given_and_what_is_allowed(
    tmp_path: Path, toml: str, environ: dict[str, str], says: list[str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, toml, **environ)
    assert all(part in str(caught.value) for part in says)
    assert "\n" not in str(caught.value)


OWN_ONLY = {
    "llm": "openai:gpt-5",
    "llm_base_url": "http://127.0.0.1:7898/v1",
    "chroma_url": "http://127.0.0.1:7898",
    "database_url": "postgresql://127.0.0.1/x",
    "auth": "mallory:open sesame",
    "backup_passphrase": "open sesame, open",
    "host": "0.0.0.0",
    "allow_private_urls": True,
    "watch_folders": ["/home"],
    "trusted_proxies": ["0.0.0.0/0"],
    "oidc_issuer": "https://login.example.org",
    "oidc_admins": ["mallory"],
}


@pytest.mark.parametrize("name", OWN_ONLY)
def test_a_folder_one_happens_to_be_in_cannot_send_texts_and_keys_elsewhere_or_let_anybody_in(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(SettingsError, match=rf"qa.toml sets {name}, .* set QA_{name.upper()} in the environment") as caught:
        load(tmp_path, f"{name} = {json.dumps(OWN_ONLY[name])}", QA_AUTH="ann:correct horse")
    assert "\n" not in str(caught.value)
    assert "sesame" not in str(caught.value)


def test_the_users_own_file_may_set_everything_and_the_one_beside_them_wins_over_it(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "qa.toml").write_text('llm = "openai:gpt-5"\ntop_k = 5\nport = 8000\n')
    settings = load(tmp_path, "top_k = 6\n", QA_PORT="9000")
    assert (settings.llm, settings.top_k, settings.port) == ("openai:gpt-5", 6, 9000)
    assert load_settings({}, tmp_path / "own", tmp_path / "own").llm == "openai:gpt-5"


def test_roles_are_read_from_a_list_with_commas_and_a_path_before_the_app_is_part_of_the_way_back(tmp_path: Path) -> None:
    way_back = "https://example.org/qa/login/oidc/callback"
    more = {"QA_AUTH": "ann:secret", "QA_ROOT_PATH": "/qa", "QA_OIDC_ADMINS": "chiefs, board", "QA_OIDC_REDIRECT_URL": way_back}
    settings = load(tmp_path, **{**PROVIDER, **more})
    assert (settings.oidc_admins, settings.oidc_readers) == (("chiefs", "board"), None)


def test_a_refused_password_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, QA_AUTH="secret-without-user")
    assert "secret" not in str(caught.value)


def test_an_open_address_is_allowed_with_a_password(tmp_path: Path) -> None:
    assert load(tmp_path, QA_HOST="0.0.0.0", QA_AUTH="ann:secret").host == "0.0.0.0"


def test_the_table_of_the_settings_page_and_the_settings_agree() -> None:
    rows = re.findall(r"^\| `(QA_\w+)` \| ([^|]*) \| ([^|]*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {name: (default.strip().strip("`"), meaning.strip()) for name, default, meaning in rows}
    real = {}
    for name, field in Settings.model_fields.items():
        default = "the user's data folder" if name == "data_dir" else field.default
        real[PREFIX + name.upper()] = "none" if default is None else str(default)
    assert {name: default for name, (default, _) in documented.items()} == real
    assert all(meaning.endswith(".") for _, meaning in documented.values())
