import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import GoldError, json_lines, read_gold, write_json_lines
from qa.types import Span, Turn


@pytest.fixture
def gold(tmp_path: Path):
    """Writes a gold file of these lines, or of one JSON value."""

    def write(*lines: Any, name: str = "gold.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
        return path

    return write


def squad(*paragraphs: dict[str, Any]) -> dict[str, Any]:
    return {"version": "1.1", "data": [{"title": "T", "paragraphs": list(paragraphs)}]}


PARAGRAPH = {"context": "Ann came.", "qas": [{"id": "q", "question": "Who?", "answers": [{"text": "Ann", "answer_start": 0}]}]}


def test_json_lines_hold_what_the_contract_says(gold):
    row = {
        "id": "a",
        "question": "And he?",
        "answers": ["Ann", "Ann Lee"],
        "document": "a.txt",
        "documents": ["b.txt", "a.txt"],
        "answerable": True,
        "history": [["user", "Who came?"], ["assistant", "Bob."]],
        "note": "anything",
    }
    (question,) = read_gold(gold(row, "")).questions
    assert question.answers == ("Ann", "Ann Lee")
    assert question.documents == ("a.txt", "b.txt")
    assert question.history == (Turn("user", "Who came?"), Turn("assistant", "Bob."))
    assert question.answerable is True


def test_a_line_may_say_where_the_answer_stands_and_what_kind_of_question_it_is(gold):
    place = {"document": "a.txt", "start": 3, "end": 9}
    row = {"question": "who came", "answers": ["Ann"], "spans": [place], "type": "who", "style": "lower"}
    (found,) = read_gold(gold(row)).questions
    assert (found.spans, found.type, found.style, found.near_miss) == ((("a.txt", Span(3, 9)),), "who", "lower", False)


def test_a_row_without_answers_is_asked_and_not_scored(gold):
    (question,) = read_gold(gold({"question": "Who?", "document": "a.txt"})).questions
    assert (question.id, question.answers, question.answerable) == ("1", None, None)


def test_a_row_that_says_it_is_unanswerable_needs_no_answers(gold):
    (question,) = read_gold(gold({"question": "Who?", "answerable": False})).questions
    assert (question.answers, question.answerable) == ((), False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{oops", "malformed JSON at column 2"),
        ([1], "an array instead of an object"),
        ({"answers": ["a"]}, '"question" is missing'),
        ({"question": "  "}, '"question" is empty'),
        ({"question": 3}, '"question" is a number'),
        ({"question": "Who?", "answers": "Ann"}, '"answers" is a string; write an array'),
        ({"question": "Who?", "answers": ["Ann", ""]}, '"answers" holds an empty string'),
        ({"question": "Who?", "answers": []}, 'add "answerable": false'),
        ({"question": "Who?", "answers": ["Ann"], "answerable": False}, '"answerable" is false but "answers" has some'),
        ({"question": "Who?", "answerable": "no"}, '"answerable" is a string; write true or false'),
        ({"question": "Who?", "history": [["system", "x"]]}, '"history" holds another kind of turn'),
        ({"question": "Who?", "documents": [1]}, '"documents" holds a number'),
        ({"question": "Who\ud800?"}, "lone surrogate at 3"),
        ({"id": "first", "question": "Again?"}, 'the id "first" stands on an earlier line too'),
    ],
)
def test_a_malformed_line_is_named_with_what_to_do(gold, line, told):
    path = gold({"id": "first", "question": "Who?"}, "", line)
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_squad_paragraphs_are_documents_by_themselves_without_the_title(gold):
    impossible = {"id": "r", "question": "Who ate?", "answers": [{"text": "", "answer_start": -1}], "is_impossible": True}
    asked = [impossible, {"id": "q", "question": "Who sat?", "answers": []}, {"id": "s", "question": "Who slept?"}]
    more = {"context": "Bob left.", "qas": asked}
    found = read_gold(gold(squad(PARAGRAPH, more), name="set.json"))
    assert [(passage.source, passage.title, passage.text) for passage in found.passages] == [
        ("set/1/1", "", "Ann came."),
        ("set/1/2", "", "Bob left."),
    ]
    assert found.articles == {"set/1/1": "set/1", "set/1/2": "set/1"}
    first, second, again, unscored = found.questions
    assert (first.answers, first.documents, first.answerable) == (("Ann",), ("set/1/1",), True)
    assert (second.answers, second.documents, second.answerable) == ((), ("set/1/2",), False)
    assert (again.id, again.answerable) == ("set/1/2/q", False)  # an id of the first paragraph, too
    assert (unscored.answers, unscored.answerable) == (None, None)


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ({"qas": []}, 'article 1, paragraph 1: "context" is missing'),
        ({"context": "x", "qas": [{"question": "", "answers": []}]}, 'paragraph 1, question 1: "question" is empty'),
        ({"context": "x", "qas": [{"question": "Who?", "answers": ["Ann"]}]}, '"answers" holds a string; write objects'),
        ({"context": "x", "qas": []}, "has no questions"),
    ],
)
def test_malformed_squad_is_named_by_its_place(gold, paragraph, told):
    with pytest.raises(GoldError, match=told):
        read_gold(gold(squad(paragraph)))


@pytest.mark.parametrize(
    ("text", "told"), [("", "is empty"), ("[1, 2]", "an array of another kind"), ('{"a": 1}', "an object")]
)
def test_a_file_of_another_kind_is_told_the_two_formats(gold, text, told):
    with pytest.raises(GoldError, match=told) as caught:
        read_gold(gold(text))
    assert "SQuAD-format JSON" in str(caught.value)


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(GoldError, match="can't be read: No such file"):
        read_gold(tmp_path / "none.jsonl")


def test_a_limit_spreads_evenly_over_the_set(gold):
    found = read_gold(gold(*({"question": f"{number}?"} for number in range(10))))
    assert [question.question for question in found.spread(4).questions] == ["0?", "2?", "5?", "7?"]
    assert found.spread(99) is found


def test_lines_of_any_objects_are_read_as_they_were_written_packed_or_not(tmp_path):
    rows = [{"said": "one\u2028line"}, {"file": "a name in no encoding \udc80"}]
    plain, packed = tmp_path / "rows.jsonl", tmp_path / "rows.jsonl.gz"
    write_json_lines(plain, rows[:1])
    write_json_lines(plain, rows[1:], append=True)
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert json_lines(plain) == json_lines(packed) == rows


def test_a_line_that_is_no_object_is_named(gold):
    path = gold({"number": 1}, "", [2])
    with pytest.raises(GoldError, match=re.escape(f"{path}:3: an array instead of an object")):
        json_lines(path)
