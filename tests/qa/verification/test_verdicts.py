"""The rules by which a claim is found in its evidence, and how well they do on the tables in eval/gold/."""

from pathlib import Path

import pytest

from eval.claims import BLIND, TUNED, measure
from eval.tally import Tally
from qa.embedding import Embedder
from qa.embedding.model import relevance_by
from qa.verification.entailment import compare

HARBOUR = "Mayor Helen Brown closed the harbour at Wexley on Monday because of the storm."


@pytest.mark.parametrize(
    ("claim", "evidence", "problem"),
    [
        ("Six percent of the pupils failed.", "Five percent of the pupils failed.", "number"),
        ("The rate rose by 5 percent.", "The rate rose by 5 percentage points.", "number"),
        ("It was founded in 1947.", "The club was founded in 1974.", "number"),
        ("Mayor Helen Green closed the harbour.", HARBOUR, "name"),
        ("Mayor Helen Brown did not close the harbour.", HARBOUR, "negation"),
        ("Mayor Helen Brown opened the harbour.", HARBOUR, "opposite"),
        ("Pratt beat Maria Kite.", "Maria Kite beat Pratt.", "roles"),
        ("The members voted for the plan.", "The members voted against the plan.", "direction"),
        ("Nine members voted for it.", "Two of the nine members voted for it.", "number"),
    ],
)
def test_what_contradicts_the_evidence_is_unsupported(embedder: Embedder, claim: str, evidence: str, problem: str) -> None:
    found = compare(claim, [evidence], [], relevance_by(embedder))
    assert found.verdict == "unsupported"
    assert problem in found.problems


@pytest.mark.parametrize(
    ("claim", "evidence", "problem"),
    [
        ("Mayor Helen Brown closed the harbour because of a strike.", HARBOUR, "word"),
        ("The company has applied for approval in Europe.", "The company plans to apply for approval in Europe.", "sureness"),
        ("The ruling was a costly mistake.", "Andora called the ruling a costly mistake.", "attribution"),
        ("Monday.", HARBOUR, "fragment"),
    ],
)
def test_what_goes_beyond_the_evidence_is_only_partly_supported(
    embedder: Embedder, claim: str, evidence: str, problem: str
) -> None:
    found = compare(claim, [evidence], [], relevance_by(embedder))
    assert found.verdict == "partly"
    assert problem in found.problems


@pytest.mark.parametrize(
    "claim",
    [
        "The harbour at Wexley was closed by Mayor Helen Brown on Monday because of the storm.",
        "Because of the storm, Mayor Brown shut the harbour on Monday.",
        "Brown closed the harbour.",
    ],
)
def test_the_same_in_other_words_is_supported(embedder: Embedder, claim: str) -> None:
    assert compare(claim, [HARBOUR], [], relevance_by(embedder)).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "evidence", "title"),
    [
        ("Yes, Levitt's family apologized in 2020.", "Levitt posted a photo in 2017.\nHis family apologized in 2020.", ""),
        (
            "The Jets reportedly were looking to trade for Mills.",
            "The Herald is reporting that the Jets are looking to trade for Mills before Friday.",
            "",
        ),
        ("The storm killed at least 12 people in Haiti.", "The storm killed at least 12 people in Haiti, officials said.", ""),
        ("Attendance rose to 15,500 in 2022.", "Attendance rose from 12,000 in 2019 to 15,500 in 2022.", ""),
        ("The passage states that Brown closed the harbour.", HARBOUR, ""),
        ("The company cuts 3,500 jobs.", "The company cuts the jobs on Tuesday.", "Acme cuts 3,500 jobs"),
    ],
)
def test_what_a_real_model_writes_is_supported(embedder: Embedder, claim: str, evidence: str, title: str) -> None:
    assert compare(claim, evidence.split("\n"), [title], relevance_by(embedder)).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The Jets traded for Mills.", "The Herald is reporting that the Jets are looking to trade for Mills."),
        ("Attendance rose to 12,000 in 2022.", "Attendance rose from 12,000 in 2019 to 15,500 in 2022."),
        ("The whales eat too much herring.", "The whales eat too much herring, fisherman Gus Hale argued."),
        (
            "The company cuts 3,500 boats.",
            "The company cuts the boats on Tuesday.",
        ),
    ],
)
def test_what_a_real_model_gets_wrong_is_not(embedder: Embedder, claim: str, evidence: str) -> None:
    title = "Acme cuts 3,500 jobs"
    assert compare(claim, [evidence], [title], relevance_by(embedder)).verdict in ("partly", "unsupported")


def test_the_whole_sentence_is_verbatim_whatever_its_quote_marks() -> None:
    assert compare("“No” is no answer.", ['"No" is no answer'], [], lambda _, texts: [0.0] * len(texts)).verdict == "verbatim"


@pytest.mark.parametrize(("table", "altered", "precision", "accepted"), [(TUNED, 66, 0.9, 0.9), (BLIND, 60, 0.88, 0.87)])
def test_no_altered_sentence_of_the_tables_passes_and_most_faithful_ones_do(
    embedder: Embedder, table: Path, altered: int, precision: float, accepted: float
) -> None:
    """Measured: precision 0.917 and 0.896, recall 1 and 1, accepted 0.924 and 0.889."""
    found = measure(table, relevance_by(embedder))
    assert found["recall"] == Tally(altered, altered)
    assert found["precision"].share >= precision
    assert found["accepted"].share >= accepted
