import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.types import LIKELY, Answer, Citation, Claim, Item, Scope
from qa.types.errors import SavedError
from qa.types.saved import answer_from_json

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
verdicts = st.sampled_from(["verbatim", "supported", "partly", "unsupported"])
scopes = st.builds(
    Scope, documents=st.lists(text, max_size=2).map(tuple), since=st.sampled_from([None, "2021-03-17"]), until=st.none()
)
counts = st.none() | st.integers(0, 10**9)
items = st.builds(Item, st.just(0), st.just(1), text, counts, text, text, text, text, text, counts, counts)
numbers = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def citations(draw: st.DrawFn, marker: int) -> Citation:
    quote, start = draw(words), draw(st.integers(0, 10**9))
    optional = st.none() | text
    return Citation(
        marker=marker,
        document_id=draw(text),
        title=draw(text),
        source=draw(text),
        published=draw(optional),
        start=start,
        end=start + len(quote),
        quote=quote,
        speaker=draw(optional),
        score=draw(numbers),
        verdict=draw(verdicts),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    status = draw(st.sampled_from(["answered", "abstained"]))
    cited = tuple(draw(citations(marker)) for marker in range(1, draw(st.integers(0, 3)) + 1))
    said = draw(words)
    markers = st.lists(st.sampled_from([citation.marker for citation in cited]), unique=True) if cited else st.just([])
    claims = () if status == "abstained" else (Claim(0, len(said), draw(verdicts), tuple(draw(markers))),)
    return Answer(
        question=draw(text),
        standalone_question=draw(text),
        status=status,
        reader=draw(text),
        text=said,
        citations=cited if status == "answered" else (),
        closest=cited if status == "abstained" else (),
        short_answer=draw(st.none() | text),
        timings_ms=draw(st.dictionaries(text, st.integers(0, 10**6).map(lambda hundredths: hundredths / 100), max_size=3)),
        claims=claims,
        notice=draw(st.none() | text),
        scope=draw(scopes),
        hedge=said[: draw(st.integers(0, 3))],
        next_question=draw(st.none() | words),
        silent=status == "abstained" and draw(st.booleans()),
        items=tuple(replace(draw(items), markers=claim.markers, end=claim.end) for claim in claims),
    )


@settings(deadline=None)  # other work on the machine is no failure
@given(answers())
def test_an_answer_comes_back_from_its_json_as_it_was(answer: Answer) -> None:
    assert answer_from_json(json.loads(json.dumps(answer.to_json()))) == answer


GOOD = Answer(
    "Q?", "Q?", "answered", "extractive", "abc [1]", (Citation(1, "d", "T", "s", None, 2, 5, "abc", None, 1, "verbatim"),)
)
GOOD = replace(GOOD, claims=(Claim(0, 3, "verbatim", (1,)),), items=(Item(0, 7, name="T", documents=0, markers=(1,)),))


def damaged(path: list[str | int], value: Any) -> Any:
    raw = json.loads(json.dumps(GOOD.to_json()))
    target = raw
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return raw


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (None, "object"),
        ([], "object"),
        ("{}", "object"),
        ({}, "question is missing"),
        (damaged(["text"], 3), "text: .*string.*not 3"),
        (damaged(["status"], "maybe"), "status.*'answered' or 'abstained'"),
        (damaged(["citations", 0, "start"], 3), "citations.0.*3 characters can't stand at 3:5"),
        (damaged(["citations", 0, "start"], "2"), "citations.0.start.*integer"),
        (damaged(["citations", 0, "marker"], True), "citations.0.marker.*integer"),
        (damaged(["citations", 0, "verdict"], "sure"), "verdict"),
        (damaged(["citations", 0, "score"], float("nan")), "JSON"),
        (damaged(["citations"], {}), "citations"),
        (damaged(["status"], "abstained"), "an abstention has no citations"),
        (damaged(["citations"], [GOOD.to_json()["citations"][0]] * 2), "same marker"),
        (damaged(["claims", 0, "end"], 8), "0:8 runs past a text of 7"),
        (damaged(["claims", 0, "start"], 3), "0 <= start < end, not 3:3"),
        (damaged(["claims", 0, "markers"], [2]), "marker 2, which is no citation's"),
        (damaged(["items", 0, "end"], 8), "item at 0:8 runs past a text of 7"),
        (damaged(["items", 0, "markers"], [2]), "marker 2, which is no citation's"),
        (damaged(["hedge"], "b"), "doesn't begin with its hedge"),
        (damaged(["timings_ms"], {"total": "long"}), "timings_ms"),
    ],
)
def test_what_is_no_answer_is_refused_in_one_sentence(raw: Any, says: str) -> None:
    with pytest.raises(SavedError, match=says) as caught:
        answer_from_json(raw)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_an_answer_saved_by_an_older_or_a_newer_version_is_read() -> None:
    raw = GOOD.to_json() | {"of_a_later_version": 1}
    for later in ("claims", "items", "notice", "short_answer"):
        del raw[later]
    assert answer_from_json(raw) == replace(GOOD, claims=(), items=())


def test_how_sure_an_older_version_was_and_what_it_left_out_are_found_in_its_text() -> None:
    told = f"{LIKELY}\n\n5 of 45 are shown; all: “Which documents mention a school?”"
    raw = replace(GOOD, text=told, unsure=True).to_json()
    answer = answer_from_json(raw)
    assert (answer.hedge, answer.next_question) == (LIKELY, "Which documents mention a school?")
    assert answer.without_next().text == f"{LIKELY}\n\n5 of 45 are shown"
    assert answer_from_json(answer.to_json()) == answer
