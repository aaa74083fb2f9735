"""The commands for what is kept: conversations, feedback, users, tokens; and `qa verify`."""

import json
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from eval.datasets import read_gold
from qa.service.cli.main import program
from qa.store.sql import Library
from qa.types.errors import NotFoundError, QuestionError, SettingsError
from tests.answers import WHALES, add_document, answering
from tests.support import RunQa


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Without a model: nothing here asks a question."""
    return tmp_path


@pytest.fixture
def qa(data_dir: Path) -> Callable[..., Any]:
    """Runs a command in this process, which is ten times as fast as `run_qa`; errors stay exceptions."""
    return lambda *arguments, stdin="": CliRunner().invoke(
        program(arguments), arguments, input=stdin, env={"QA_DATA_DIR": str(data_dir)}
    )


@pytest.fixture
def talk(data_dir: Path) -> str:
    """The id of a conversation with one exchange."""
    with Library.open(data_dir) as library:
        document = add_document(library)
        started = library.conversations.start("local")
        answer = answering("When did it sing?", document, "The old whale sang on Monday.")
        library.conversations.append(started.id, "local", answer)
        library.feedback.add("local", answer, "down", "no")
    return started.id


def commands(group: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if hasattr(command, "commands") else [(*path, name)]
    return found


def test_every_command_has_an_example_in_its_help() -> None:
    known = commands(typer.main.get_command(program()))
    assert ("conversations", "export") in known
    for command in known:
        shown = CliRunner().invoke(program(command), [*command, "--help"]).stdout
        assert re.search(r"Example: (qa|export QA_AUTH=)", shown), command


def test_conversations_are_listed_found_and_shown(qa: Callable[..., Any], talk: str) -> None:
    (listed,) = json.loads(qa("conversations", "list", "--containing", "WHALE", "--json").stdout)
    assert (listed["id"], listed["title"], listed["exchanges"]) == (talk, "When did it sing?", 1)
    assert talk in qa("conversations", "list").stdout
    nobody = qa("conversations", "list", "--user", "bob")
    assert (nobody.exit_code, nobody.stdout, "no conversations of bob" in nobody.stderr) == (0, "", True)
    shown = qa("conversations", "show", talk).stdout
    assert "> When did it sing?" in shown
    assert "The old whale sang on Monday. [1]" in shown


def test_where_no_conversation_is_there_none_is_told_to_be_of_another_kind(qa: Callable[..., Any]) -> None:
    assert "no conversations of local" in qa("conversations", "list").stderr
    assert "no such conversations of local" in qa("conversations", "list", "--containing", "seals").stderr


def test_a_conversation_is_exported_and_re_checked_until_its_source_changes(
    qa: Callable[..., Any], talk: str, tmp_path: Path, data_dir: Path
) -> None:
    file = tmp_path / "talk.json"
    assert qa("conversations", "export", talk, "--format", "json", "--out", str(file)).exit_code == 0
    assert "## When did it sing?" in qa("conversations", "export", talk).stdout
    held = qa("verify", str(file))
    assert (held.exit_code, held.stdout) == (0, "checked 1 answer, 1 citation, 1 claim: all hold\n")
    with Library.open(data_dir) as library:
        add_document(library, text=WHALES.replace("Monday", "Sunday"))
    failed = qa("verify", "-", "--json", stdin=file.read_text())
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["failures"] == [
        "exchange 1, citation [1]: characters 0-29 of whales.txt aren't “The old whale sang on Monday.”"
    ]
    assert "✗ exchange 1, citation [1]" in qa("verify", str(file)).stdout


def test_a_conversation_is_deleted_after_a_yes_and_restored(qa: Callable[..., Any], talk: str) -> None:
    with pytest.raises(QuestionError, match="--yes"):
        raise qa("conversations", "delete", talk).exception or AssertionError
    assert f"qa conversations restore {talk}" in qa("conversations", "delete", talk, "--yes").stdout
    assert isinstance(qa("conversations", "show", talk).exception, NotFoundError)
    assert qa("conversations", "restore", talk).exit_code == 0
    assert qa("conversations", "show", talk).exit_code == 0


def test_a_quote_of_a_removed_document_is_told_to_be_gone(qa: Callable[..., Any], data_dir: Path, talk: str) -> None:
    assert "removed since" not in qa("conversations", "show", talk).stdout
    with Library.open(data_dir) as library:
        [document] = library.documents()
        answer = library.feedback.list()[0].answer
        library.feedback.add("ann", answer, "up")
        library.remove(document.id)
    assert "[1]: changed or removed since" in qa("conversations", "show", talk).stdout
    assert json.loads(qa("conversations", "export", talk, "--format", "json").stdout)["exchanges"][0]["gone"] == [1]
    exported = qa("feedback", "export")
    assert exported.stdout.count("\n") == 1
    assert "1 answer left out: a document that was quoted was removed since" in exported.stderr


def test_a_thumbs_down_becomes_a_regression_case_in_one_step(qa: Callable[..., Any], talk: str, tmp_path: Path) -> None:
    (entry,) = json.loads(qa("feedback", "list", "--json").stdout)
    assert (entry["verdict"], entry["answer"]["question"]) == ("down", "When did it sing?")
    assert qa("feedback", "note", entry["id"], "answer: on Tuesday").exit_code == 0
    assert "answer: on Tuesday" in qa("feedback", "list").stdout
    (tmp_path / "gold.jsonl").write_text(qa("feedback", "export").stdout)
    (question,) = read_gold(tmp_path / "gold.jsonl").questions
    assert (question.question, question.answers) == ("When did it sing?", ("on Tuesday",))
    assert qa("feedback", "remove", entry["id"]).exit_code == 0
    assert qa("feedback", "export").stdout == ""


def test_users_and_their_tokens_come_and_go(qa: Callable[..., Any], data_dir: Path) -> None:
    assert qa("users", "add", "ann", "--admin", stdin="correct horse\n").stdout == "added ann, an admin\n"
    assert qa("users", "list").stdout == "ann  admin\n"
    token = qa("tokens", "create", "ann", "--label", "notebook").stdout.strip()
    listed = qa("tokens", "list").stdout
    assert "notebook" in listed
    assert token not in listed
    with Library.open(data_dir) as library:
        assert library.accounts.session(library.accounts.log_in("ann", "correct horse", "here")) is not None
        assert library.accounts.token(token) is not None
        assert qa("tokens", "revoke", listed.split()[0]).exit_code == 0
        assert library.accounts.token(token) is None
    assert qa("users", "password", "ann", stdin="battery staple\n").exit_code == 0
    assert isinstance(qa("users", "remove", "ann").exception, QuestionError)
    assert qa("users", "remove", "ann", "--yes").stdout == "removed ann\n"


def test_editors_are_listed_as_such_and_sessions_are_listed_and_ended(qa: Callable[..., Any], data_dir: Path) -> None:
    assert qa("users", "add", "bob", "--editor", stdin="correct horse\n").stdout == "added bob, an editor\n"
    assert qa("users", "list").stdout == "bob  editor\n"
    assert json.loads(qa("users", "list", "--json").stdout)[0]["role"] == "editor"
    with Library.open(data_dir) as library:
        tokens = [library.accounts.log_in("bob", "correct horse", "192.0.2.7") for _ in range(3)]
        listed = json.loads(qa("sessions", "list", "bob", "--json").stdout)
        assert [each["address"] for each in listed] == ["192.0.2.7"] * 3
        assert qa("sessions", "end", listed[0]["id"]).stdout == f"ended {listed[0]['id']}\n"
        assert sum(library.accounts.session(token) is not None for token in tokens) == 2
        assert qa("sessions", "end", "--user", "bob").stdout == "ended 2 of bob's sessions\n"
        assert not any(library.accounts.session(token) for token in tokens)
    assert qa("sessions", "list").stdout == ""
    assert isinstance(qa("sessions", "end", "--user", "carl").exception, NotFoundError)
    assert qa("sessions", "end").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "says"),
    [
        (["users", "add", "ann"], "", 1, "no password was given"),
        (["users", "add", "ann"], "short\n", 1, "5 characters; 8 to 1024"),
        (["conversations", "delete", "0"], "", 1, "qa conversations list"),
        (["verify", "missing.json"], "", 2, "missing.json can't be read: No such file"),
        (["verify", "-"], "{}", 1, "question is missing"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    qa_here: RunQa, arguments: list[str], stdin: str, code: int, says: str
) -> None:
    result = qa_here(*arguments, stdin=stdin)
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_hash_for_the_setting_is_printed_and_accepted(qa_here: RunQa) -> None:
    hashed = qa_here("users", "hash", stdin="correct horse\n").stdout.strip()
    assert qa_here("users", "list", QA_AUTH=f"root:{hashed}").returncode == 0
    refused = qa_here("users", "list", QA_AUTH=f"root:{hashed[:20]}")
    assert (refused.returncode, "QA_AUTH" in refused.stderr, hashed[:20] in refused.stderr) == (2, True, False)


def test_a_password_is_asked_for_twice_at_a_terminal_and_not_shown(data_dir: Path) -> None:
    ours, theirs = pty.openpty()
    program = [str(Path(sys.executable).parent / "qa"), "users", "add", "ann"]
    environ = {**os.environ, "QA_DATA_DIR": str(data_dir)}
    running = subprocess.Popen(
        program, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, cwd=data_dir, start_new_session=True
    )
    os.close(theirs)
    seen = b""

    def wait_for(shown: bytes) -> None:
        nonlocal seen
        while shown not in seen:
            assert select.select([ours], [], [], 30)[0], seen
            seen += os.read(ours, 1024)

    for prompt in (b"Password: ", b"Again: "):  # the space comes once typing isn't shown any more
        wait_for(prompt)
        os.write(ours, b"correct horse\n")
    wait_for(b"added ann")
    assert running.wait(120) == 0
    os.close(ours)
    assert b"correct horse" not in seen


def test_moving_takes_both_places_and_a_library_to_move(qa: Callable[..., Any], tmp_path: Path) -> None:
    refused = qa("move", "to-server").exception
    assert isinstance(refused, SettingsError)
    assert "set QA_DATABASE_URL and QA_CHROMA_URL beside QA_DATA_DIR" in str(refused)
    places = {
        "QA_DATA_DIR": str(tmp_path / "empty"),
        "QA_DATABASE_URL": "postgresql://a:b@127.0.0.1:9/c",
        "QA_CHROMA_URL": "http://127.0.0.1:9",
    }
    nothing = CliRunner().invoke(program(), ["move", "to-server"], env=places).exception
    assert "there is no library in" in str(nothing)


def test_whom_the_setting_names_is_there_before_the_first_serve(
    qa: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(qa("tokens", "create", "ann").exception, NotFoundError)
    monkeypatch.setenv("QA_AUTH", "ann:a good password")
    assert qa("tokens", "create", "ann").exit_code == 0
    assert qa("users", "list").stdout.split() == ["ann", "admin"]
    monkeypatch.setenv("QA_AUTH", "bob:a good password")
    assert qa("users", "list").stdout.split() == ["ann", "admin"]  # a command removes nobody


def test_nobody_is_asked_whether_to_remove_a_user_that_there_is_not(qa: Callable[..., Any]) -> None:
    with pytest.raises(NotFoundError, match="no user 'nobody'"):
        raise qa("users", "remove", "nobody").exception or AssertionError


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["users", "add", ""], "'' is no user name"),
        (["users", "add", "ann"], "there is a user 'ann' already"),
        (["users", "password", "nobody"], "no user 'nobody'"),
    ],
)
def test_nobody_is_asked_for_the_password_of_a_user_that_can_not_be(qa_here: RunQa, arguments: list[str], says: str) -> None:
    qa_here("users", "add", "ann", stdin="correct horse\n")
    result = qa_here(*arguments, stdin="")
    assert (result.returncode, says in result.stderr) == (1, True)


def test_a_conversation_without_a_title_is_told_to_be_untitled(qa: Callable[..., Any], data_dir: Path, talk: str) -> None:
    with Library.open(data_dir) as library:
        untitled = library.conversations.start("local").id
    assert qa("conversations", "delete", untitled, "--yes").stdout.startswith("deleted an untitled conversation; for a day, ")
    assert qa("conversations", "restore", untitled).stdout == "restored an untitled conversation\n"
    assert qa("conversations", "delete", talk, "--yes").stdout.startswith("deleted “When did it sing?”; for a day, ")


def test_one_question_of_a_conversation_is_no_questions(qa: Callable[..., Any], talk: str) -> None:
    assert "  1 question  When did it sing?" in qa("conversations", "list").stdout


@pytest.mark.parametrize("option", ["--speaker", "--about"])
def test_an_empty_filter_of_statements_is_refused_rather_than_taken_for_none(
    qa_here: RunQa, data_dir: Path, option: str
) -> None:
    result = qa_here("statements", option, "")
    assert (result.returncode, result.stdout) == (2, "")
    assert f"{option} is empty, perhaps an unset variable; leave it out" in result.stderr


def test_a_misspelt_command_is_no_name_of_a_backup(qa_here: RunQa, data_dir: Path) -> None:
    with Library.open(data_dir) as library:
        add_document(library)
    result = qa_here("backup", "verfy")
    assert (result.returncode, (data_dir / "verfy").exists()) == (2, False)
    assert "'verfy' is nearly `qa backup verify`; write that, or ./verfy for a file of this name" in result.stderr
    assert qa_here("backup", "./verfy").returncode == 0
    assert qa_here("backup", "friday").returncode == 0
