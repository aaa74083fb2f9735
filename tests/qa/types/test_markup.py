"""The blocks of an answer: what a draft writes is read back, whatever its quotations look like."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.types import Answer, Citation, Claim
from qa.types.draft import Draft, bold
from qa.types.markup import MarkedText
from qa.types.saved import answer_from_json

LIKE_MARKDOWN = ["- a\n- b", "### a", "*a* (b)", "**a**: b", "a\n\nb", "a\n\n### b\n\n*c*", "[1]", "Plain words.", "- "]


def cited(quote: str, marker: int) -> Citation:
    return Citation(marker, "d", "*Whales*", "w.txt", "2021-03-17", 0, len(quote), quote, "Ann", 1.0, "verbatim")


def read(answer: Answer) -> list[tuple[str, list[str]]]:
    marked = MarkedText(answer)
    return [(block.kind, [part.of(answer.text) for part in block.parts]) for block in marked.blocks]


@settings(deadline=None)  # other work on the machine is no failure
@given(st.lists(st.tuples(st.sampled_from(["said", "item", "new list"]), st.sampled_from(LIKE_MARKDOWN))))
def test_blocks_are_those_that_a_draft_wrote(told: list[tuple[str, str]]) -> None:
    draft, written = Draft("extractive"), list[tuple[str, list[str]]]()
    draft.section("### Ann, a diver")
    for what, quote in told:
        citation = cited(quote, draft.next_marker)
        line = f"{quote} [{citation.marker}]"
        if what == "said":
            draft.heading(citation)
            draft.said(citation, quote)
            written += [("article", ["Whales", " (w.txt, 2021-03-17)"]), ("paragraph", [line])]
            continue
        if what == "new list":
            draft.new_list()
        draft.item(citation, quote)
        if what == "item" and written and written[-1][0] == "list":
            written[-1][1].append(line)
        else:
            written.append(("list", [line]))
    answer = draft.answer("What?", "What?")
    assert read(answer) == [("heading", ["Ann, a diver"]), *written]
    assert read(answer_from_json(json.loads(json.dumps(answer.to_json())))) == read(answer)
    assert read(answer.hedged("Perhaps:")) == [("paragraph", ["Perhaps:"]), *read(answer)]


def test_a_name_is_in_bold_in_what_leads_up_to_a_quotation_and_not_in_it() -> None:
    draft = Draft("statements")
    draft.said(cited("**No** name", 1), lead=f"{bold('Ann', 'a diver')} said: ")
    marked = MarkedText(draft.answer("What?", "What?"))
    (block,) = marked.blocks
    assert list(marked.pieces(block.parts[0])) == [("", False), ("Ann", True), (" (a diver) said: **No** name [1]", False)]


def test_a_quotation_is_where_it_is_claimed_and_not_where_the_same_words_lead_up_to_it() -> None:
    draft = Draft("counts")
    draft.item(cited("Whales", 1), name="Whales")
    answer = draft.answer("Which?", "Which?")
    assert [(words.start, words.of(answer.text)) for words in MarkedText(answer).quoted] == [(len("- **Whales**: "), "Whales")]


def test_quotations_of_answers_that_were_stored_before_there_were_items_are_looked_for() -> None:
    text = "**Ann** said:\n\n- no list [1]\n\n- a list"
    for claims in ((), (Claim(0, len("**Ann** said:"), "verbatim", (1,)),)):
        stored = Answer("What?", "What?", "answered", "statements", text, (cited("- no list", 1),), claims=claims)
        assert [kind for kind, _ in read(stored)] == ["paragraph", "paragraph", "list"]
    assert read(replace(stored, text="", claims=())) == []
