"""`qa eval` as a whole, on sets small enough to reckon by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import GoldError, read_gold
from eval.examined import examine
from eval.examining import Examination
from eval.results import Results, Texts, read_rows, scores_of
from eval.running import run
from qa.settings import Settings
from tests.support import ARTICLE, DataDir, RunQa, Workshop

CONTEXTS = {
    "The Danube": [
        "The river Danube rises in the Black Forest of Germany and flows into the Black Sea.",
        "Vienna, Bratislava, Budapest and Belgrade are the four capitals that lie on the Danube.",
    ],
    "Honey": [
        "Honey is made by bees from the nectar of flowers and kept in wax honeycombs.",
        "The oldest known honey was found in a grave in Georgia and is 5,500 years old.",
    ],
}
QUESTIONS = {
    "Where does the river Danube rise?": ("in the Black Forest", 0),
    "Which capitals lie on the Danube?": ("Vienna, Bratislava, Budapest and Belgrade", 1),
    "What do bees make from the nectar of flowers?": ("Honey", 2),
    "How old is the oldest known honey?": ("5,500 years", 3),
}


def squad() -> dict[str, Any]:
    contexts = [context for contexts in CONTEXTS.values() for context in contexts]
    asked: list[list[dict[str, Any]]] = [[] for _ in contexts]
    for number, (question, (answer, place)) in enumerate(QUESTIONS.items()):
        found = {"text": answer, "answer_start": contexts[place].index(answer)}
        asked[place].append({"id": f"q{number}", "question": question, "answers": [found]})
    paragraphs = iter({"context": context, "qas": qas} for context, qas in zip(contexts, asked, strict=True))
    return {"data": [{"title": title, "paragraphs": [next(paragraphs) for _ in held]} for title, held in CONTEXTS.items()]}


@pytest.fixture(scope="module")
def squad_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "rivers.json"
    path.write_text(json.dumps(squad()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ran(squad_set: Path, new_data_dir: DataDir) -> tuple[Results, Texts]:
    """The set asked of its own passages, and twice more with what answers left out."""
    folder = new_data_dir()
    found = run(Settings(data_dir=folder), read_gold(squad_set), ingest=True, leave_out=("far", "near"))
    assert not (folder / "library.sqlite").exists(), "the open library was not left alone"
    return found


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def one_line(text: str, *told: str) -> None:
    assert text.count("\n") == 1, text
    assert all(each in text for each in told), text


def test_a_squad_set_is_asked_of_its_own_passages_and_of_a_library_that_lacks_them(ran):
    results, texts = ran
    assert not results.failed
    assert len(results.rows) == 12  # 4 questions, each as it is, far and near
    assert results.run["library"] == {"documents": 4, "chunks": 4}
    assert results.metrics["recall@1"].value == 1.0
    assert results.metrics["citation_resolves"].value == 1.0
    assert results.metrics["evidence@1"].n == 4
    assert results.metrics["answerable_auroc_far"].n == 8  # 4 answerable and 4 absent
    assert results.metrics["answerable_auroc"].value is None  # as given, all are answerable
    first = results.rows[0]
    assert first.chunks[0].document == "rivers/1/1"
    assert texts[first.chunks[0].document_id, first.chunks[0].start, first.chunks[0].end] == CONTEXTS["The Danube"][0]
    for row in results.rows:
        seen = {chunk.document for chunk in row.chunks}
        assert row.documents[0] in seen if row.left_out is None else row.documents[0] not in seen
        article = row.documents[0].rpartition("/")[0]
        beside = any(source.startswith(article) for source in seen)
        assert beside is (row.left_out != "far")


def test_ten_chunks_are_ranked_whatever_the_reader_looks_into(new_data_dir, library_dir):
    settings = Settings(data_dir=library_dir, top_k=2)
    results, _ = run(settings, read_gold(lines(new_data_dir() / "g", {"question": "Who is Yang Jiechi?"})), ingest=False)
    assert len(results.rows[0].chunks) == 10
    assert len({sentence.start for sentence in results.rows[0].evidence}) <= 10


def test_a_row_without_answers_is_asked_and_counts_for_nothing_that_needs_them(tmp_path, library_dir):
    source = str(ARTICLE)
    gold = lines(
        tmp_path / "gold.jsonl",
        {"id": "scored", "question": "Who is Yang Jiechi?", "answers": ["chief diplomat"], "document": source},
        {"id": "asked", "question": "When could Biden and Xi meet?", "document": source},
        {"id": "speaker", "question": "What did Porter say?", "answers": ["thorough interagency review"]},
        {"id": "absent", "question": "What is the capital of France?", "answerable": False},
    )
    results, _ = run(Settings(data_dir=library_dir), read_gold(gold), ingest=False)
    counted = {name: results.metrics[name].n for name in ("recall@5", "right", "answered", "latency_p50_ms")}
    assert counted == {"recall@5": 2, "right": 3, "answered": 2, "latency_p50_ms": 4}
    scored, asked, speaker, absent = results.rows
    assert asked.answer["status"] == "answered"
    assert asked.chunks[0].relevant is None
    assert speaker.answer["reader"] == "statements"
    assert speaker.chunks, "retrieval is ranked for questions that were answered without it, too"
    assert [sentence.quote for sentence in speaker.evidence] == [each["quote"] for each in speaker.answer["citations"]]
    assert any(chunk.relevant for chunk in scored.chunks)
    assert (absent.answer["status"], absent.relevant_chunks) == ("abstained", None)


def test_a_question_that_raises_is_named_and_the_rest_go_on(tmp_path, library_dir):
    gold = lines(tmp_path / "gold.jsonl", {"id": "long", "question": "why " * 1000}, {"id": "fine", "question": "Who is Xi?"})
    results, _ = run(Settings(data_dir=library_dir), read_gold(gold), ingest=False)
    assert [row.id for row in results.rows] == ["fine"]
    assert [(failed.id, "shorten it" in failed.cause) for failed in results.failed] == [("long", True)]


def test_squad_paragraphs_are_found_in_the_open_library_by_their_text(workshop: Workshop, squad_set):
    whole, apart = CONTEXTS.values()
    workshop.add("danube.txt", "\n\n".join(whole))
    workshop.add("honey.txt", apart[0])
    found = Examination(workshop.pipeline, read_gold(squad_set)).documents
    assert found.of(["rivers/1/2"]) == {document.id for document in workshop.library.documents() if "danube" in document.source}
    assert found.missing == ["rivers/2/2"]


def test_documents_are_named_by_id_by_source_or_by_the_end_of_a_path(workshop: Workshop, tmp_path):
    ann, bob = workshop.add("/home/me/a/ann.txt", "Ann came."), workshop.add("/home/me/b/bob.txt", "Bob left.")
    workshop.add("/home/me/c/bob.txt", "Bob came back.")
    names = [ann.id, "/home/me/a/ann.txt", "./a/ann.txt", "b/bob.txt", "bob.txt", "nn.txt"]
    gold = lines(tmp_path / "gold.jsonl", {"question": "Who?", "answers": ["Ann"], "documents": names})
    found = Examination(workshop.pipeline, read_gold(gold)).documents
    assert [found.of([name]) for name in names[:3]] == [{ann.id}] * 3
    assert found.of(["b/bob.txt"]) == {bob.id}
    assert found.missing == ["bob.txt", "nn.txt"]  # two end so; and one only ends in the same letters


def test_a_sentence_of_another_document_answers_where_the_set_has_its_place(workshop: Workshop, tmp_path):
    told = "The bridge of Genoa was opened by the mayor."
    workshop.add("other.txt", told)  # of the one that the question was put to nothing is there
    place = {"document": "other.txt", "start": 0, "end": len(told)}
    row = {"question": "Who opened the bridge of Genoa?", "answers": [], "documents": ["own.txt"], "spans": [place]}
    [asked] = Examination(workshop.pipeline, read_gold(lines(tmp_path / "gold.jsonl", row | {"answerable": True}))).run()
    assert [(sentence.quote, sentence.holds) for sentence in asked.evidence] == [(told, True)]
    assert asked.relevant_chunks == 1


def test_chunks_are_relevant_whichever_way_the_set_names_their_document(workshop: Workshop, tmp_path):
    told = "The bridge of Genoa was opened by the mayor."
    workshop.add("/home/me/news/genoa.txt", told)
    for name in ("/home/me/news/genoa.txt", "news/genoa.txt"):
        place = {"document": name, "start": 0, "end": len(told)}
        row = {"question": "Who opened the bridge of Genoa?", "answers": [], "documents": [name], "spans": [place]}
        [asked] = Examination(workshop.pipeline, read_gold(lines(tmp_path / "gold.jsonl", row | {"answerable": True}))).run()
        assert ([chunk.relevant for chunk in asked.chunks], asked.relevant_chunks) == ([True], 1)


def test_who_leaves_out_what_answers_leaves_out_the_others_that_do(workshop: Workshop, tmp_path):
    told = "The bridge of Genoa was opened by the mayor."
    for source in ("own.txt", "other.txt"):
        workshop.add(source, f"{told} It is of {source}.")
    workshop.add("third.txt", "The ferry to Lund stopped in May.")
    spans = [{"document": source, "start": 0, "end": len(told)} for source in ("own.txt", "other.txt")]
    row = {"question": "Who opened the bridge of Genoa?", "answers": ["the mayor"], "document": "own.txt", "spans": spans}
    gold = read_gold(lines(tmp_path / "gold.jsonl", row))
    whole, without = Examination(workshop.pipeline, gold, ("far",)).run()
    assert whole.evidence[0].quote == told
    assert {chunk.document for chunk in without.chunks} == {"third.txt"}


def test_what_was_chosen_for_reading_is_ranked_before_what_is_but_retrieved(workshop: Workshop):
    workshop.add("a", " ".join(f"The lighthouse of Skagen was painted {number} times by its keepers." for number in range(200)))
    question = "How often was the lighthouse of Skagen painted?"
    asking, _answer = workshop.pipeline.trace(question)
    examined = examine(workshop.pipeline, question, 10)
    chosen = {each.chunk.id for each in asking.retrieved.chunks}
    assert len(chosen) == 11  # eight, and three further ones of the document
    assert chosen <= {each.chunk.id for each in examined.retrieved.chunks}
    assert examined.retrieved.chunks[0].chunk.id == examined.reading.ranked[0].candidate.chunk.chunk.id


def test_what_cannot_be_left_out_is_said_before_anything_is_asked(workshop: Workshop, tmp_path):
    gold = read_gold(lines(tmp_path / "gold.jsonl", {"question": "Who?", "answers": ["Ann"], "document": "a.txt"}))
    with pytest.raises(GoldError, match="the library is empty"):
        Examination(workshop.pipeline, gold)
    workshop.add("b.txt", "Ann came.")
    with pytest.raises(GoldError, match="whose documents are named"):
        Examination(workshop.pipeline, gold, ("far",))
    with pytest.raises(GoldError, match="near needs a SQuAD-format set"):
        Examination(workshop.pipeline, gold, ("near",))


def test_the_command_writes_json_and_a_page_compares_and_bars_the_way(qa_here: RunQa, squad_set, ran, tmp_path):
    before, out, page = tmp_path / "before.json", tmp_path / "out.json", tmp_path / "page.html"
    before.write_text(json.dumps(ran[0].to_json()), encoding="utf-8")
    bounds = ("--fail-under", "recall@5=1", "--fail-under", "answerable_auroc=0.9", "--fail-under", "latency_p95_ms=0.001")
    given = ("--ingest", "--limit", "2", "--json", str(out), "--html", str(page), "--compare", str(before), *bounds)
    result = qa_here("eval", str(squad_set), *given)
    assert result.returncode == 1
    assert [line.split()[1] for line in result.stderr.splitlines()] == ["answerable_auroc", "latency_p95_ms"]
    assert "evidence@3" in result.stdout
    assert "Compared over 2 rows in both (0 only now, 10 only before)" in result.stdout
    written = json.loads(out.read_text(encoding="utf-8"))
    low = pytest.approx(2 / (2 + 1.96**2))  # Wilson, of 2 of 2
    assert written["metrics"]["recall@10"] == {"value": 1.0, "low": low, "high": 1.0, "n": 2}
    row = written["rows"][0]
    assert row["answer"]["question"] == row["question"] == next(iter(QUESTIONS))
    assert row["chunks"][0].keys() >= {"document", "start", "end", "score"}
    assert row["scores"]["recall@1"] == 1.0
    assert "auth" not in written["settings"]
    assert [json.loads(json.dumps(each.to_json() | {"scores": scores_of(each)})) for each in read_rows(out)] == written["rows"]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gold.jsonl"], "gold.jsonl:1: malformed JSON"),
        (["fine.jsonl", "--ingest"], "leave --ingest out"),
        (["fine.jsonl", "--fail-under", "recall=1"], "there is no metric 'recall'"),
        (["fine.jsonl", "--json", "none/out.json"], "none/out.json can't be written"),
        (["fine.jsonl", "--compare", "fine.jsonl"], "fine.jsonl holds no results"),
    ],
)
def test_wrong_use_is_one_line_and_leaves_with_two(qa_here: RunQa, data_dir, arguments, told):
    (data_dir / "gold.jsonl").write_text("oops")
    lines(data_dir / "fine.jsonl", {"question": "Who?"})
    result = qa_here("eval", *arguments)
    assert result.returncode == 2
    one_line(result.stderr, told)
