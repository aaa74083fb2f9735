"""The same asked of several documents: each is read by itself, and what they tell is set side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.embedding import Embedder
from qa.pipeline.kinds.asks_of_each import asked, sorts
from tests.support import ROOT, DataDir, Workshop, open_workshop

MILL = """# Tenancy of the mill cottage

## Money

The rent is 700 euros a month. The tenant has paid a deposit of 1,400 euros.

## Animals

One cat may be kept in the cottage. Dogs are not accepted.

## Boats

Canoes may be left at the jetty behind the cottage.
"""
TOWER = """# Tenancy of the harbour tower

| Item | Detail |
|---|---|
| Monthly rent | 820 euros |
| Deposit | 900 euros |

## Animals

Up to two dogs may live in the tower. Cats are not permitted, since the owner is allergic.
"""
WARRANTY = """# Warranty of the Brisk kettle

The kettle is guaranteed for three years from the day of purchase. Keep the receipt in a dry place.
"""
INVOICE = """# INVOICE

**Lund & Daughter Roofing**

We guarantee the roof for ten years. Please pay within 30 days by bank transfer.
"""


@pytest.fixture(scope="module")
def home(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Two tenancies, a warranty and an invoice. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as workshop:
        workshop.add("tenancy-mill.md", MILL, title="Tenancy of the mill cottage")
        workshop.add("tenancy-tower.md", TOWER, title="Tenancy of the harbour tower")
        workshop.add("warranty-kettle.md", WARRANTY, title="Warranty of the Brisk kettle")
        workshop.add("invoice-7.md", INVOICE, title="INVOICE")
        yield workshop


def told(workshop: Workshop, question: str) -> dict[str, str]:
    """What is quoted of each document."""
    citations = workshop.pipeline.ask(question).citations
    return {
        source: " ".join(each.quote for each in citations if each.source == source) for source in _sources(workshop, question)
    }


def _sources(workshop: Workshop, question: str) -> list[str]:
    return list(dict.fromkeys(each.source for each in workshop.pipeline.ask(question).citations))


@pytest.mark.parametrize(
    "question",
    [
        "which tenancy has the higher deposit",
        "which of the two tenancies has the lower deposit?",
        "compare the deposits of the two tenancies",
        "is the deposit higher for the mill cottage or the harbour tower?",
    ],
)
def test_what_documents_of_one_sort_tell_stands_side_by_side(home: Workshop, question: str) -> None:
    answer = home.pipeline.ask(question)
    assert (answer.reader, answer.confidence) == ("comparison", "sure")
    quoted = told(home, question)
    assert set(quoted) == {"tenancy-mill.md", "tenancy-tower.md"}
    assert "1,400 euros" in quoted["tenancy-mill.md"]
    assert "900 euros" in quoted["tenancy-tower.md"]


@pytest.mark.parametrize("question", ["do both tenancies allow pets?", "what do the two tenancies say about dogs?"])
def test_a_sentence_without_the_words_is_quoted_with_its_paragraph(home: Workshop, question: str) -> None:
    quoted = told(home, question)
    assert "One cat may be kept" in quoted["tenancy-mill.md"]
    assert "Up to two dogs" in quoted["tenancy-tower.md"]


@pytest.mark.parametrize("question", ["which is open on Sunday", "which lasts longest?", "which has a deposit?"])
def test_a_verb_is_no_name_of_documents(question: str) -> None:
    assert list(sorts(question)) == []


def test_what_the_rows_of_a_table_are_called_is_asked_of_the_table(workshop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "hospital-waits.csv"
    path.write_text("hospital,town,average wait (min)\nStone Bridge,Oster,35\nLakeside,Tarn,81\nNorth,Lund,12\n")
    workshop.ingester.ingest([path])
    for name in ("letter", "offer"):
        workshop.add(f"hospital-{name}.txt", f"The hospital sends this {name}. It has waited.", title=f"Hospital {name}")
    answer = workshop.pipeline.ask("Which hospital has the longest average wait?")
    assert (answer.reader, answer.short_answer) == ("tables", "Lakeside")
    # The worst rating is the lowest, the worst wait the longest.
    assert workshop.pipeline.ask("Which hospital has the worst average wait?").confidence == "perhaps"


def test_what_a_table_likely_tells_goes_before_what_documents_called_so_hardly_tell(workshop: Workshop) -> None:
    path = ROOT / "eval" / "gold" / "tables-2" / "hospital-waits.csv"
    workshop.ingester.ingest([path])
    for name in ("letter", "offer"):
        workshop.add(f"hospital-{name}.txt", f"The hospital sends this {name}. It has waited.", title=f"Hospital {name}")
    answer = workshop.pipeline.ask("which hospital has the longest wait in the er table")
    assert (answer.reader, answer.citations[0].quote.startswith("Row 6 | Hospital: Lakeside")) == ("tables", True)


def test_two_documents_that_are_named_are_each_read_though_the_names_stand_apart(home: Workshop) -> None:
    quoted = told(home, "is the kettle guarantee longer than the roof guarantee?")
    assert "three years" in quoted["warranty-kettle.md"]
    assert "ten years" in quoted["invoice-7.md"]


def test_a_document_without_a_word_of_it_is_told_to_say_nothing(home: Workshop) -> None:
    answer = home.pipeline.ask("compare the canoes in the mill tenancy and the tower tenancy")
    assert [each.source for each in answer.citations] == ["tenancy-mill.md"]
    assert "Nothing in **Tenancy of the harbour tower** (tenancy-tower.md) about canoes was found." in answer.text


@pytest.mark.parametrize(
    "question", ["who guarantees the roof?", "what is the deposit for the mill cottage?", "which kettle is guaranteed longer?"]
)
def test_where_fewer_than_two_documents_are_meant_they_are_not_compared(home: Workshop, question: str) -> None:
    assert home.pipeline.ask(question).reader != "comparison"


@pytest.mark.parametrize(
    ("text", "name", "question"),
    [
        ("does either lease allow dogs?", "either lease", "does the lease allow dogs?"),
        ("do both leases allow dogs?", "both leases", "does the lease allow dogs?"),
        ("who mends the roof under each lease?", "each lease", "who mends the roof under the lease?"),
        ("which lease has the higher deposit?", "which lease", "What is the deposit?"),
        ("which lease is longer?", "which lease", "How long is it?"),
        ("which lease starts later?", "which lease", "When does it starts?"),
        ("which lease is cheaper per month?", "which lease", "How much does it cost per month?"),
        ("which lease gives more notice?", "which lease", "How much notice?"),
        ("compare the deposits of the two leases", "the two leases", "What about deposits?"),
        ("compare the two leases", "the two leases", None),
    ],
)
def test_one_document_is_asked_what_all_are_asked(text: str, name: str, question: str | None) -> None:
    start = text.index(name)
    wish = asked(text, [(start, start + len(name))], "lease")
    assert (wish and wish.question) == question


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("which of the three leases is older?", [("leases", 3)]),
        ("does either lease allow dogs?", [("lease", None)]),
        ("compare rent in the leases", [("leases", None)]),
        ("what do the leases say about rent?", [("leases", None)]),
        ("what do the leases cost?", []),
    ],
)
def test_a_sort_of_documents_is_named_with_its_number(text: str, names: list[tuple[str, int | None]]) -> None:
    assert [(text[each.words_at :].split()[0].strip("?"), each.number) for each in sorts(text)][: len(names) or 1] == names
