"""A model that is chosen in the library writes from the next question on; its key goes only where it was given for."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.pipeline.writing.choosing import Candidate, ChosenModel
from qa.settings import Settings
from qa.store import Stores
from qa.store.keys import KEY_FILE
from qa.types import Turn
from qa.types.errors import ModelServerError
from tests.qa.pipeline.writing.scripted import Reply, ScriptedServer, serving

QUESTION = "How many warheads does North Korea have?"
TRUE = "According to recent estimates, North Korea possesses anywhere from 15-60 nuclear warheads. [1]"
KEY = "sk-live-4711"


def says(text: str) -> Any:
    return lambda reply: reply.says(text)


@pytest.fixture
def own(own_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipeline]:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    settings = Settings(data_dir=own_dir)
    with Pipeline(Stores(settings), embedder, settings) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    made = ScriptedServer(says(TRUE))
    with serving(made):
        yield made


@pytest.fixture
def chosen(own: Pipeline, own_dir: Path) -> ChosenModel:
    return ChosenModel(own.stores.library, own_dir)


def test_it_writes_from_the_next_question_on_until_it_is_taken_back(
    own: Pipeline, chosen: ChosenModel, server: ScriptedServer
) -> None:
    assert own.language_model is None
    assert own.ask(QUESTION).reader == "extractive"
    chosen.choose(chosen.candidate(server.base_url, "small"))
    assert own.language_model == "openai:small"
    written = own.ask(QUESTION)
    assert (written.reader, written.text) == ("openai:small", TRUE)
    assert server.asked[-1]["model"] == "small"
    chosen.choose(chosen.candidate(server.base_url, "large"))
    assert own.ask(QUESTION).reader == "openai:large"
    chosen.clear()
    assert own.ask(QUESTION).reader == "extractive"


def test_whoever_asks_can_do_without_it(own: Pipeline, chosen: ChosenModel, server: ScriptedServer) -> None:
    chosen.choose(chosen.candidate(server.base_url, "small"))
    history = [Turn("user", QUESTION), Turn("assistant", TRUE)]
    assert own.ask(QUESTION, language_model=False).reader == "extractive"
    assert own.ask("And how many does it have?", history, language_model=False).reader != "openai:small"
    assert server.asked == []


def test_the_setting_wins(own: Pipeline, chosen: ChosenModel, server: ScriptedServer, own_dir: Path) -> None:
    chosen.choose(chosen.candidate(server.base_url, "small"))
    settings = Settings(data_dir=own_dir, llm="openai:set", llm_base_url=server.base_url)
    assert Pipeline(own.stores, own.embedder, settings).language_model == "openai:set"


def test_its_key_goes_along_and_no_key_of_the_environment_does(
    own: Pipeline, chosen: ChosenModel, server: ScriptedServer
) -> None:
    chosen.choose(chosen.candidate(server.base_url, "small", KEY))
    own.ask(QUESTION)
    chosen.choose(chosen.candidate(server.base_url, "small", ""))
    own.ask(QUESTION)
    assert server.keys == [f"Bearer {KEY}", "Bearer none"]


def test_nothing_of_ones_account_elsewhere_goes_along(
    own: Pipeline, chosen: ChosenModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    def note(reply: Reply) -> None:
        sent.append(str(reply.headers))
        reply.says(TRUE)

    for name in ("OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "LANGSMITH_API_KEY"):
        monkeypatch.setenv(name, "sk-of-the-environment")
    with serving(server := ScriptedServer(note)):
        chosen.choose(chosen.candidate(server.base_url, "small", KEY))
        assert own.ask(QUESTION).reader == "openai:small"
    assert len(sent) == 1
    assert "of-the-environment" not in sent[0]


def test_another_address_needs_the_key_again(own: Pipeline, chosen: ChosenModel, server: ScriptedServer) -> None:
    chosen.choose(chosen.candidate("http://127.0.0.1:9/v1", "small", KEY))
    assert chosen.candidate("http://127.0.0.1:9", "large").key == KEY
    elsewhere = chosen.candidate(server.base_url, "small")
    assert elsewhere.key is None
    chosen.choose(elsewhere)
    own.ask(QUESTION)
    assert server.keys == ["Bearer none"]
    assert chosen.candidate("http://127.0.0.1:9", "large").key is None  # it isn't kept for later either


def test_a_row_that_was_changed_behind_its_back_sends_the_key_nowhere(
    own: Pipeline, chosen: ChosenModel, server: ScriptedServer, own_dir: Path
) -> None:
    chosen.choose(chosen.candidate("http://127.0.0.1:9/v1", "small", KEY))
    with sqlite3.connect(own_dir / "library.sqlite") as connection:
        connection.execute("UPDATE model_choice SET address = ?", (server.base_url,))
    connection.close()
    answer = own.ask(QUESTION)
    assert (answer.reader, server.keys) == ("extractive", [])
    assert "the key of small can't be used: a secret was kept for something else" in (answer.notice or "")


def test_without_the_file_beside_the_library_the_key_is_lost_and_questions_are_answered(
    own: Pipeline, chosen: ChosenModel, server: ScriptedServer, own_dir: Path
) -> None:
    chosen.choose(chosen.candidate(server.base_url, "small", KEY))
    assert KEY.encode() not in (own_dir / "library.sqlite").read_bytes() + (own_dir / "library.sqlite-wal").read_bytes()
    (own_dir / KEY_FILE).unlink()
    answer = own.ask(QUESTION)
    assert answer.reader == "extractive"
    assert "secrets.key can't be read" in (answer.notice or "")


def test_no_key_is_shown_whatever_its_server_says(own: Pipeline, chosen: ChosenModel) -> None:
    def echo(reply: Reply) -> None:
        reply.fails(400, f"bad request with {reply.headers['Authorization']}, that is {KEY[3:]}")

    key = KEY[3:]  # not of a form that gives it away
    with serving(server := ScriptedServer(echo)):
        candidate = chosen.candidate(server.base_url, "small", key)
        chosen.choose(candidate)
        answer = own.ask(QUESTION)
    assert "status 400" in (answer.notice or "")
    assert key not in str(answer.to_json()) + repr(candidate) + repr(chosen.get())


def test_where_the_name_leads_is_looked_at_before_anything_is_sent(
    own: Pipeline, chosen: ChosenModel, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name can lead elsewhere by the time it is used: here loopback stands for where no model's server can be."""
    chosen.choose(chosen.candidate(server.base_url, "small", KEY))
    monkeypatch.setattr("qa.pipeline.writing.model.why_not", lambda ip, address, *, key: f"{ip} is refused" if key else "")
    answer = own.ask(QUESTION)
    assert (answer.reader, server.asked) == ("extractive", [])
    assert answer.notice == "small isn't asked: 127.0.0.1 is refused; this is the extractive answer."


def test_a_model_is_tried_without_being_chosen(own: Pipeline, chosen: ChosenModel, server: ScriptedServer) -> None:
    trying = own.trying(chosen.candidate(server.base_url, "tried", KEY))
    assert trying.ask(QUESTION).reader == "openai:tried"
    assert server.keys == [f"Bearer {KEY}"]
    assert (own.language_model, chosen.get()) == (None, None)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"model": ""}, "a model's name"),
        ({"model": "two words"}, "a model's name"),
        ({"context": 100}, "a context of 100 tokens"),
        ({"address": "http://169.254.169.254/v1"}, "no model's server can be"),
        ({"address": "gopher://host"}, "only http and https"),
        ({"key": "with space"}, "a key has at most"),
    ],
)
def test_what_cannot_be_chosen_is_refused_in_a_sentence(chosen: ChosenModel, values: dict[str, Any], why: str) -> None:
    with pytest.raises(ModelServerError, match=why):
        chosen.candidate(**{"address": "http://127.0.0.1:9/v1", "model": "small", **values})
    assert chosen.get() is None


def test_a_candidate_does_not_show_its_key() -> None:
    assert KEY not in repr(Candidate("http://127.0.0.1:9/v1", "small", KEY))
