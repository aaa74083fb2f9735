import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa.pipeline.ingestion.ingest import Ingester, Stopped, Summary
from qa.service.cli.main import program
from qa.types.service_values import Failure
from tests.support import ARTICLE, CORPUS, RunQa


def test_a_library_from_empty_to_cited_answer_to_removed(run_qa: RunQa, qa_here: RunQa) -> None:
    empty = qa_here("ask", "When could Biden and Xi meet?")
    assert empty.returncode == 0
    assert "qa ingest" in empty.stdout

    assert run_qa("ingest", str(CORPUS)).stdout == "added 1, updated 0, unchanged 0, failed 0\n"
    assert qa_here("ingest", str(CORPUS)).stdout == "added 0, updated 0, unchanged 1, failed 0\n"

    answer = json.loads(run_qa("ask", "When could Biden and Xi meet?", "--json").stdout)
    (listed,) = json.loads(qa_here("documents", "list", "--json").stdout)
    shown = json.loads(qa_here("documents", "show", listed["id"], "--json").stdout)
    assert shown["text"] == ARTICLE.read_text(encoding="utf-8")
    assert "April 22" in answer["citations"][0]["quote"]
    for citation in answer["citations"]:
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]

    refused = qa_here("documents", "remove", listed["id"])
    assert (refused.returncode, "--yes" in refused.stderr) == (2, True)
    removed = json.loads(run_qa("documents", "remove", listed["source"], "--yes", "--json").stdout)
    assert removed["id"] == listed["id"]
    assert json.loads(qa_here("documents", "list", "--json").stdout) == []


def test_a_document_is_one_line_of_a_list_whatever_its_title_and_source_hold(qa_here: RunQa, tmp_path: Path) -> None:
    text = "The harbour was closed on Monday."
    (tmp_path / "a.jsonl").write_text(json.dumps({"source": "one\ntwo", "title": "A\nlong title", "text": text}))
    qa_here("ingest", str(tmp_path))
    assert qa_here("documents", "list").stdout.endswith("one two\n")
    assert len(qa_here("documents", "list").stdout.splitlines()) == 1
    assert "one two:0-" in qa_here("ask", "When was the harbour closed?").stdout


@pytest.fixture
def filled_dir(library_dir: Path, data_dir: Path) -> Path:
    """The data directory of `run_qa` with the article in it, without a process that ingests it."""
    shutil.copytree(library_dir, data_dir, dirs_exist_ok=True)
    return data_dir


def test_answers_for_people_name_the_article_and_the_place(qa_here: RunQa, filled_dir: Path) -> None:
    shown = qa_here("ask", "How many warheads does North Korea have?").stdout
    assert "15-60 nuclear warheads. [1]" in shown
    assert "biden-xi-climate-summit.txt:2994-3084" in shown
    abstained = qa_here("ask", "Who won the 2022 World Cup?")
    assert abstained.returncode == 0
    assert abstained.stdout.startswith("Not in these documents. Nothing here mentions “World Cup”.\n\nClosest passages\n")


def test_the_list_of_people_says_that_it_is_of_quotation_marks(qa_here: RunQa) -> None:
    assert "in quotation marks" in " ".join(qa_here("people", "--help").stdout.replace("│", " ").split())


def test_a_source_narrows_the_page_of_somebody_and_of_nobody_it_is_refused(qa_here: RunQa, filled_dir: Path) -> None:
    whole, part = (qa_here("people", "Porter", *narrowed) for narrowed in ([], ["--source", ARTICLE.name]))
    assert f"\nStatements by source: {ARTICLE.name} (" in whole.stdout
    assert part.stdout == whole.stdout
    for arguments in (["Porter", "--source", "nowhere.example"], ["--source", ARTICLE.name]):
        assert qa_here("people", *arguments).returncode != 0


# Asks, then makes the app and its API, where the libraries of the extra `models` can't be imported.
_ASK_AND_SERVE = """
import sys
sys.modules |= dict.fromkeys(("torch", "transformers", "sentence_transformers", "sklearn", "scipy", "onnx"))
from contextlib import suppress
from qa.service.cli.main import program
with suppress(SystemExit):
    program()(["ask", "How many warheads does North Korea have?"])
assert "qa.pipeline" in sys.modules
print("chromadb" in sys.modules)
from qa.pipeline import Pipeline
from qa.settings import load_settings
from ui.serving import build_app
with Pipeline.open(load_settings()) as pipeline:
    print(type(build_app(pipeline, load_settings())).__name__)
"""


def test_a_question_of_a_small_library_needs_no_chroma_and_nothing_needs_the_extra_for_other_models(filled_dir: Path) -> None:
    command, environ = [sys.executable, "-c", _ASK_AND_SERVE], os.environ | {"QA_DATA_DIR": str(filled_dir)}
    told = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", check=True).stdout
    assert "15-60 nuclear warheads. [1]" in told
    assert told.endswith("\nFalse\nFastAPI\n")


def test_earlier_turns_come_from_a_file_or_from_standard_input(
    run_qa: RunQa, qa_here: RunQa, filled_dir: Path, tmp_path: Path
) -> None:
    history = json.dumps([["user", "When could Biden and Xi meet?"], ["assistant", "As early as April 22. [1]"]])
    (tmp_path / "history.json").write_text(history)
    for run, path, stdin in ((qa_here, str(tmp_path / "history.json"), None), (run_qa, "-", history)):
        answer = json.loads(run("ask", "Where?", "--history", path, "--json", stdin=stdin).stdout)
        assert answer["standalone_question"] == "Where could Biden and Xi meet?"


def test_an_answer_is_printed_or_written_as_csv_and_markdown(qa_here: RunQa, filled_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "warheads.csv"
    assert qa_here("ask", "Which documents mention warheads?", "--format", "csv", "--out", str(out)).returncode == 0
    (row,) = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    assert ARTICLE.read_text(encoding="utf-8")[int(row["start"]) : int(row["end"])] == row["quote"]
    markdown = qa_here("ask", "How many documents mention warheads?", "--format", "markdown").stdout
    assert markdown.startswith("## How many documents mention warheads?\n\n1 of 1 document mentions “warheads”.\n\n")
    refused = qa_here("ask", "Who?", "--out", str(out))
    assert (refused.returncode, "--format" in refused.stderr) == (2, True)


def test_why_an_answer_came_about_is_printed_below_it_and_a_key_of_its_json(qa_here: RunQa, filled_dir: Path) -> None:
    question = "How many warheads does North Korea have?"
    shown = qa_here("ask", question, "--why").stdout
    assert "\n\nunderstood  kind: question\nfound       " in shown
    assert "the best sentence is quoted first" in shown
    assert "understood" not in qa_here("ask", question).stdout
    assert json.loads(qa_here("ask", question, "--why", "--json").stdout)["why"]["understood"] == ["kind: question"]
    refused = qa_here("ask", question, "--why", "--format", "csv")
    assert (refused.returncode, "--json" in refused.stderr) == (2, True)


def test_a_search_prints_the_nearest_passages_with_their_places(qa_here: RunQa, filled_dir: Path) -> None:
    found = json.loads(qa_here("search", "nuclear warheads", "--limit", "2", "--json").stdout)
    assert [ARTICLE.read_text(encoding="utf-8")[each["start"] : each["end"]] for each in found] == [
        each["quote"] for each in found
    ]
    shown = qa_here("search", "nuclear warheads", "--limit", "2").stdout
    assert [each["quote"] in shown for each in found] == [True, True]
    assert f":{found[0]['start']}-{found[0]['end']}" in shown


@pytest.mark.parametrize(
    "history",
    ["not json", pytest.param("[" * 100_000, id="deep"), '{"a": 1}', '[["user"]]', '[["system", "x"]]', "[[1, 2]]"],
)
def test_a_malformed_history_is_wrong_use(qa_here: RunQa, tmp_path: Path, history: str) -> None:
    (tmp_path / "history.json").write_text(history)
    result = qa_here("ask", "Where?", "--history", str(tmp_path / "history.json"))
    assert result.returncode == 2
    assert_one_line(result.stderr, "history")


def test_a_partly_failed_ingest_leaves_with_one_and_names_each_failure(qa_here: RunQa, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = qa_here("ingest", str(ARTICLE), str(tmp_path / "empty.txt"), str(tmp_path / "missing.txt"))
    assert (result.returncode, result.stdout) == (1, "added 1, updated 0, unchanged 0, failed 2\n")
    assert result.stderr.count("failed: ") == 2
    as_json = json.loads(qa_here("ingest", str(tmp_path / "missing.txt"), "--json").stdout)
    assert (as_json["failed"], as_json["failures"][0]["source"]) == (1, str(tmp_path / "missing.txt"))


def test_a_folder_without_anything_to_read_is_told_with_what_was_skipped(qa_here: RunQa, tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x")
    (tmp_path / "b.txt").symlink_to("/etc/hosts")
    result = qa_here("ingest", str(tmp_path), "--json")
    assert result.stderr == (
        "skipped, of kinds that aren't read: .xyz (1)\n"
        "skipped: 1 link that leads out of the folder; to add what is there, name it\n"
        "no file to read was found there; `qa ingest --help` names the kinds that are read\n"
    )
    assert json.loads(result.stdout)["skipped"] == {".xyz": 1}


def test_ctrl_c_tells_what_was_added_and_what_has_failed(
    qa_here: RunQa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> Summary:
        raise Stopped(Summary(added=2, failures=(Failure("a.txt", "a.txt: is empty"),)))

    monkeypatch.setattr(Ingester, "ingest", interrupted)
    result = qa_here("ingest", str(tmp_path))
    assert (result.returncode, result.stdout) == (130, "")
    assert result.stderr == (
        "failed: a.txt: is empty\nstopped: added 2, updated 0, unchanged 0, failed 1; the same command again does the rest\n"
    )


def test_several_documents_are_removed_at_once_and_none_where_one_is_not_there(qa_here: RunQa, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"source": "a", "text": "A seal."}\n{"source": "b", "text": "A whale."}\n')
    qa_here("ingest", str(tmp_path))
    assert qa_here("documents", "remove", "a", "b", "c", "--yes").returncode == 1
    removed = json.loads(qa_here("documents", "remove", "a", "b", "--yes", "--json").stdout)
    assert [each["source"] for each in removed] == ["a", "b"]
    assert json.loads(qa_here("documents", "list", "--json").stdout) == []
    assert qa_here("documents", "restore", "a", "c").returncode == 1
    restored = qa_here("documents", "restore", "a", "b")
    assert restored.stdout == "restored A seal (a)\nrestored A whale (b)\n"
    again = qa_here("documents", "remove", "a", "--yes").stderr
    assert again.endswith(f"for a day, qa documents restore {removed[0]['id']} undoes it\n")


@pytest.mark.parametrize(
    ("arguments", "environ", "code", "says"),
    [
        (["ask", ""], {}, 2, "the question is empty"),
        (["ask", "Who?"], {"QA_PROT": "1"}, 2, "QA_PROT"),
        (["ask", "Who?"], {"QA_DATA_DIR": "/proc/nowhere"}, 1, "QA_DATA_DIR"),
        (["ask", "Who?"], {"QA_EMBEDDING_MODEL": "/no/such/model"}, 1, "QA_EMBEDDING_MODEL"),
        (["ask", "Who?", "--since", "yesterday"], {}, 2, "YYYY-MM-DD"),
        (["ask", "Who?", "--format", "csv", "--json"], {}, 2, "--json and --format csv contradict each other"),
        (["ask", "Who?", "--history", "nofile"], {}, 2, "No such file or directory; give a file of turns"),
        (["statements", "--json", "--out", "none/a.json"], {}, 2, "give another file with --out"),
        (["verify", "nofile"], {}, 2, "nofile can't be read: No such file or directory; save an answer with"),
        (["ask", "Who?", "--document", "nothing"], {}, 1, "qa documents list"),
        (["documents", "show", "nothing"], {}, 1, "qa documents list"),
    ],
)
def test_errors_are_one_line_with_what_to_do(
    qa_here: RunQa, arguments: list[str], environ: dict[str, str], code: int, says: str
) -> None:
    result = qa_here(*arguments, **environ)
    assert (result.returncode, result.stdout) == (code, "")
    assert_one_line(result.stderr, says)


def test_a_traceback_is_shown_only_when_asked_for(qa_here: RunQa) -> None:
    assert "Traceback" in qa_here("documents", "show", "nothing", "--debug").stderr
    assert "Traceback" in qa_here("--debug", "documents", "show", "nothing").stderr


@pytest.mark.parametrize("arguments", [["frob"], ["ask"], ["ask", "Who?", "--frob"]])
def test_wrong_use_leaves_with_two(qa_here: RunQa, arguments: list[str]) -> None:
    assert qa_here(*arguments).returncode == 2


@pytest.mark.parametrize("command", [[], ["serve"], ["mcp"], ["documents", "list"]])
def test_a_help_has_an_example(run_qa: RunQa, command: list[str]) -> None:
    """That of every other command is looked at in this process (test_keeping)."""
    result = run_qa(*command, "--help")
    assert result.returncode == 0
    assert "Example: qa" in result.stdout


def test_the_doctor_finds_a_sound_library_and_repairs_an_index_that_is_gone(qa_here: RunQa, filled_dir: Path) -> None:
    sound = json.loads(qa_here("doctor", "--json").stdout)
    assert {finding["state"] for finding in sound} == {"ok"}
    for path in (filled_dir / "index").rglob("*.bin"):
        path.unlink()
    (filled_dir / "index" / "chroma.sqlite3").write_bytes(b"ruin")
    repaired = qa_here("doctor")
    assert repaired.returncode == 0
    assert "11 vectors" in repaired.stdout
    assert "15-60" in qa_here("ask", "How many warheads does North Korea have?").stdout
    assert "built anew" in qa_here("doctor", "--rebuild").stdout


def test_the_doctor_says_what_is_wrong_with_a_library_it_cannot_open(qa_here: RunQa, data_dir: Path) -> None:
    (data_dir / "library.sqlite").write_bytes(b"ruin" * 500)
    result = qa_here("doctor")
    assert result.returncode == 1
    assert "✗ library" in result.stdout


def test_text_from_a_document_cannot_drive_the_terminal(qa_here: RunQa, tmp_path: Path) -> None:
    line = {
        "source": "evil\u001b[2J",
        "title": "T\u001b]0;x\u0007",
        "text": "The harbour was closed on \u001b[31mMonday\u202e.",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n")
    qa_here("ingest", str(tmp_path / "a.jsonl"))
    for arguments in (["ask", "When was the harbour closed?"], ["documents", "list"], ["documents", "show", "evil\u001b[2J"]):
        shown = qa_here(*arguments).stdout
        assert "evil" in shown
        assert "\u001b" not in shown
        assert "\u202e" not in shown


def assert_one_line(stderr: str, says: str) -> None:
    assert len(stderr.splitlines()) == 1, stderr
    assert stderr.startswith("qa: ")
    assert says in stderr


def test_of_the_commands_only_the_one_that_is_asked_for_is_loaded() -> None:
    asked = program(["--debug", "ask", "users"])
    assert [command.name for command in asked.registered_commands] == ["ask"]
    assert not asked.registered_groups
    assert {command.name for command in program(["frobnicate"]).registered_commands} >= {"ask", "serve", "mcp", "eval"}
