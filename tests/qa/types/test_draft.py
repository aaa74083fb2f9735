import pytest

from qa.types import Answer, Citation, Document, Span
from qa.types.draft import Draft, cite, titled

WHALES = Document.create(source="https://sea.example/1", title="*Whales*", text="It sang.\nIt slept.", published="2021-03-17")


def cited(draft: Draft, quote: str = "It sang.") -> Citation:
    start = WHALES.text.index(quote)
    document = (WHALES.id, WHALES.title, WHALES.source, WHALES.published)
    return cite(draft.next_marker, document, Span(start, start + len(quote)), quote)


def listed() -> Answer:
    draft = Draft("counts")
    draft.row("2 documents mention it.", documents=2)
    draft.section("Only **Ann**:")
    draft.item(cited(draft), date="2021-03", worked_out_from="“March”, written 2021-03-17")
    draft.item(cited(draft), name="Ann", about="also as Anna", documents=1_200, quotations=1)
    draft.item(cited(draft), note="in its title", **titled(WHALES))
    draft.new_list()
    draft.item(name="2021-05", documents=1_200)
    draft.item(cited(draft, WHALES.text))
    draft.said(cited(draft), "It sang.", "**Ann** said: ")
    return draft.answer("How many?", "How many?")


def test_a_line_is_written_from_what_it_tells_and_its_item_is_where_it_stands() -> None:
    answer = listed()
    assert [item.of(answer.text) for item in answer.items] == [
        "2 documents mention it.",
        "**2021-03** (“March”, written 2021-03-17): It sang. [1]",
        "**Ann** (also as Anna): 1,200 documents, 1 quotation; last: It sang. [2]",
        "**Whales** (sea.example, 2021-03-17), in its title: It sang. [3]",
        "2021-05: 1,200",
        "It sang. It slept. [4]",
        "**Ann** said: It sang. [5]",
    ]
    assert [(item.section, item.group, item.markers) for item in answer.items] == [
        ("", None, ()),
        *(("Only Ann", 1, (marker,)) for marker in (1, 2, 3)),
        ("Only Ann", 2, ()),
        ("Only Ann", 2, (4,)),
        ("Only Ann", None, (5,)),
    ]
    assert answer.items[0].to_json() == {"start": 0, "end": 23, "documents": 2}


def test_a_claim_of_a_line_is_its_quotation_alone() -> None:
    answer = listed()
    assert [claim.of(answer.text) for claim in answer.claims] == [*["It sang."] * 3, "It sang. It slept.", "It sang."]


def test_other_words_in_front_leave_claims_and_items_where_they_stand() -> None:
    answer = listed()
    told = answer.hedged("Perhaps:").hedged("Vielleicht:")
    assert told.text == f"Vielleicht:\n\n{answer.text}"
    for before, after in ((answer.claims, told.claims), (answer.items, told.items)):
        assert [each.of(answer.text) for each in before] == [each.of(told.text) for each in after]


@pytest.mark.parametrize(
    ("lead", "asks", "told"),
    [
        ("All", "Which?", " All: “Which?”"),
        ("For the next ask", "Whales. Who, page 2", " For the next ask: “Whales. Who, page 2”."),
    ],
)
def test_how_to_ask_for_the_others_stands_in_the_text_and_can_be_left_out(lead: str, asks: str, told: str) -> None:
    draft = Draft("counts")
    draft.row("2 of 1.200 are shown.", next_question=asks, lead=lead)
    answer = draft.answer("How many?", "How many?")
    assert (answer.text, answer.next_question) == (f"2 of 1.200 are shown.{told}", asks)
    assert answer.without_next().text == "2 of 1.200 are shown."
    assert answer.turn().next_question == asks
