"""`qa move` between a file and a real PostgreSQL with a real Chroma server."""

import json

from qa.settings import Settings
from tests.qa.service.test_two_servers import settings as settings  # a fixture: both servers, empty
from tests.support import ARTICLE, DataDir, RunQa, environment_of


def test_a_library_that_was_moved_answers_there_and_after_the_way_back(
    settings: Settings, run_qa: RunQa, qa_here: RunQa, new_data_dir: DataDir
) -> None:
    at_server = {key: value for key, value in environment_of(settings).items() if key.startswith("QA_")}
    del at_server["QA_DATA_DIR"]
    assert qa_here("ingest", str(ARTICLE)).returncode == 0
    question = ("ask", "Who is Yang Jiechi?", "--json")
    before = json.loads(qa_here(*question).stdout)

    moved = run_qa("move", "to-server", "--json", **at_server)
    assert moved.returncode == 0, moved.stderr
    report = json.loads(moved.stdout)
    assert report["rows"]["documents"] == 1
    assert {finding["state"] for finding in report["findings"]} == {"ok"}
    there = json.loads(qa_here(*question, **at_server).stdout)
    assert (there["text"], there["citations"]) == (before["text"], before["citations"])

    again = qa_here("move", "to-server", **at_server)
    assert (again.returncode, "holds 1 documents already" in again.stderr) == (1, True)

    elsewhere = {"QA_DATA_DIR": str(new_data_dir())}
    back = qa_here("move", "to-file", **at_server, **elsewhere)
    assert back.returncode == 0, back.stdout + back.stderr
    assert "every row was read back and compared" in back.stdout
    home = json.loads(qa_here(*question, **elsewhere).stdout)
    assert (home["text"], home["citations"]) == (before["text"], before["citations"])
