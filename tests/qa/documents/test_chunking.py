from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.chunking import MAX_SENTENCE_CHARACTERS, chunk_document, paragraphs, sentences
from qa.documents.furniture import is_furniture_line
from qa.types import Document, Span
from qa.types.documents import document_of
from tests.support import ARTICLE, ARTICLE_TITLE

ARTICLE_TEXT = ARTICLE.read_text(encoding="utf-8")


def split(text: str, title: str = "") -> list[str]:
    return [sentence.of(text) for sentence in sentences(text, title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One\n\nTwo", ["One", "Two"]),
        (
            "He met U.S. Secretary of State Antony Blinken. They spoke.",
            ["He met U.S. Secretary of State Antony Blinken.", "They spoke."],
        ),
        ("She lives in the U.S. The rest live elsewhere.", ["She lives in the U.S.", "The rest live elsewhere."]),
        ("It ended in the U.S.", ["It ended in the U.S."]),
        ("She met Lt. Gov. Ann Lee. They spoke.", ["She met Lt. Gov. Ann Lee.", "They spoke."]),
        ("She met Lieut. Ryan Moor of Holm Inc. They spoke.", ["She met Lieut. Ryan Moor of Holm Inc.", "They spoke."]),
        ("“We will go. We must,” she said. He left.", ["“We will go.", "We must,” she said.", "He left."]),
        ("A line that an editor\nwrapped. It goes on\nhere.", ["A line that an editor\nwrapped.", "It goes on\nhere."]),
        ("It replaces page 4 (which was wrong!). Read on.", ["It replaces page 4 (which was wrong!).", "Read on."]),
        ("It replaces page 4 (which was wrong!).", ["It replaces page 4 (which was wrong!)."]),
        ("  \n\n\t\n", []),
        ("", []),
    ],
)
def test_text_is_split_into_the_sentences_a_reader_sees(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_the_headline_and_markdown_headings_are_stored_but_not_quotable() -> None:
    text = "The Headline\n\nFirst sentence.\n\n## Background\n\nSecond sentence."
    assert split(text, "The headline!") == ["First sentence.", "Second sentence."]


def test_a_line_equal_to_the_title_is_text_where_prose_stands_above_it() -> None:
    text = "The council of Norvik met on Monday.\n\nThe bridge will cost 4 million euros\n\nThe hall was full."
    assert split(text, "The bridge will cost 4 million euros") == text.split("\n\n")


def test_a_headline_below_the_pages_furniture_and_its_section_is_not_quotable() -> None:
    text = "Breaking News\n\nPolitics\n\nMayor of Norvik: “Will you be quiet?”\n\nThe hall was full."
    assert split(text, "Mayor of Norvik: 'Will you be quiet?'")[0] == "Politics"
    assert split(text.replace("Politics\n\n", ""), "Mayor of Norvik: 'Will you be quiet?'") == ["The hall was full."]
    assert split("Politics\n\nThe mayor is late\n\nHe lost his keys.", "The mayor is late") == ["Politics", "He lost his keys."]


def test_the_sentence_that_a_pasted_text_is_called_by_stays_quotable() -> None:
    text = "The council of Norvik met on Tuesday.\n\nMayor Ida Holm was late."
    assert split(text, "The council of Norvik met on Tuesday") == text.split("\n\n")


def test_a_document_that_is_nothing_but_its_headline_can_be_quoted() -> None:
    assert split("Mayor resigns", "Mayor resigns") == ["Mayor resigns"]


def test_a_chunk_id_names_its_document() -> None:
    document = Document("an-id-of-its-own", "", "The whale sings. It swims.", "a", None, "0123456789")
    assert {document_of(segment.chunk.id) for segment in chunk_document(document, 3)} == {document.id}


def chunks(text: str, *headings: str) -> list[tuple[str, list[str]]]:
    """Each chunk with its sentences; `headings` are lines that the format marks."""
    document = Document.create(source="a", title="Handbook", text=text)
    marked = tuple(Span(text.index(line), text.index(line) + len(line)) for line in headings)
    found = chunk_document(document, 100, marked)
    return [(each.chunk.of(text), [sentence.of(text) for sentence in each.sentences]) for each in found]


def test_a_chunk_begins_with_the_headings_above_it_which_are_none_of_its_sentences() -> None:
    text = "# Handbook\n\nHello.\n\n## Leave\n\n### Part-time\n\nThey get a share. It is rounded up.\n\n## Pay\n\nOn the 1st."
    assert chunks(text) == [
        ("Hello.", ["Hello."]),
        ("## Leave\n\n### Part-time\n\nThey get a share. It is rounded up.", ["They get a share.", "It is rounded up."]),
        ("## Pay\n\nOn the 1st.", ["On the 1st."]),
    ]


def test_so_does_the_first_row_of_a_table_right_below_a_heading() -> None:
    text = "Hello.\n\n## Technical data\n\nTable 1 row 1 | Item; Value\n\nTable 1 row 2 | Item: Tank; Value: 4.5 l"
    first, second = "Table 1 row 1 | Item; Value", "Table 1 row 2 | Item: Tank; Value: 4.5 l"
    assert chunks(text)[1:] == [(f"## Technical data\n\n{first}", [first]), (second, [second])]


def test_what_a_format_marks_as_a_heading_is_one_unless_it_says_something_itself() -> None:
    text = "Hello.\n\nAre dogs allowed?\n\nOnly assistance dogs.\n\nDeposit: 1,200 euros\n\nIt is due in May."
    assert chunks(text, "Are dogs allowed?", "Deposit: 1,200 euros") == [
        ("Hello.", ["Hello."]),
        ("Are dogs allowed?\n\nOnly assistance dogs.\n\nDeposit: 1,200 euros\n\nIt is due in May.",
         ["Only assistance dogs.", "Deposit: 1,200 euros", "It is due in May."]),
    ]  # fmt: skip
    assert [text for text, _ in chunks(text)] == [text]


def test_lines_in_bold_that_ask_or_have_a_few_words_are_headings_but_one_alone_is_none() -> None:
    text = "**Who may join?**\nAnybody.\n\n**What to bring**\n\nA coat.\n\n**Rent: £5**\n\n**3 Mill Road**"
    assert chunks(text) == [
        ("**Who may join?**\nAnybody.", ["Anybody."]),
        ("**What to bring**\n\nA coat.\n\n**Rent: £5**\n\n**3 Mill Road**", ["A coat.", "**Rent: £5**", "**3 Mill Road**"]),
    ]
    assert split("**Hart and Sons**\n\nOf 3 May.") == ["**Hart and Sons**", "Of 3 May."]


def test_a_line_printed_twice_in_a_row_is_a_caption() -> None:
    assert split("A man waves.\nA man waves.\n\nHe then left.") == ["He then left."]


@pytest.mark.parametrize(
    "line",
    [
        "Accessibility links",
        "Breaking News",
        "BREAKING NEWS!",
        "Share this article",
        "FILE - The president speaks in Washington, May 4, 2020.",
        "The president speaks in Washington. (AP Photo/Ann Example)",
        "Image caption, The harbour at dawn",
        "© 2021 Example Media",
        "5 min read",
        "Published 4:05 PM EDT July 21, 2023 Updated 5:00 PM EDT July 22, 2023",
        "Last updated on Tue 4 Jun 2019 11.15 BST",
        "Copyright The Example. All rights reserved.",
        "Click here to read more.",
    ],
)
def test_page_furniture_is_recognised(line: str) -> None:
    assert is_furniture_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Breaking news reached the capital at noon.",
        "He will share this article of faith with his voters.",
        "The file was lost.",
        "Updated rules take effect.",
        "Updated rules from 2024 apply to all staff.",
        "Published in May 2019, it sold 40,000 copies.",
        "Published decisions of 2019",
        "Updated best of 2019",
        "Copyright in all drawings belongs to the client once the fee is paid.",
        "Photo by Ann Lee shows the mayor. She resigned in May.",
        "Media: contact Ann Lee on 555 1234 for interviews.",
        "Click here to open the gate, then enter 4711.",
        "Photo editors object",
        "",
    ],
)
def test_a_sentence_of_the_article_is_not_taken_for_furniture(line: str) -> None:
    assert not is_furniture_line(line)


def test_the_headers_of_mails_and_of_quoted_ones_are_stored_but_not_quotable() -> None:
    headers = "From: Ann Lee <ann@harbour.example>\n\nTo: Bob Ray\n\nDate: 8 April 2026"
    quoted = "-----Original Message-----\nFrom: Bob Ray\nSent: 7 April 2026\nTo: Ann Lee;\n  lee, a.\nSubject: The crane"
    assert split(f"{headers}\n\nThe crane came.\n\n{quoted}\n\nWhere is it?") == [
        "Date: 8 April 2026",
        "The crane came.",
        "Where is it?",
    ]
    ticket = "From: Edinburgh\nTo: Tokyo\nDate: 28 March 2026"
    assert split(ticket) == ticket.split("\n")


def test_the_furniture_of_the_corpus_article_is_never_quotable() -> None:
    quotable = split(ARTICLE_TEXT, ARTICLE_TITLE)
    assert len(quotable) == 28  # counted by hand in the article
    assert quotable[0].startswith("U.S. President Joe Biden could meet virtually")
    for unwanted in ("Accessibility links", "Breaking News", "Giant screen", ARTICLE_TITLE):
        assert not any(unwanted in sentence for sentence in quotable)


def test_chunks_are_whole_sentences_in_order_without_overlap() -> None:
    document = Document.create(source="a", title=ARTICLE_TITLE, text=ARTICLE_TEXT)
    segments = chunk_document(document, 100)
    held = [sentence for segment in segments for sentence in segment.sentences]
    assert held == list(sentences(ARTICLE_TEXT, ARTICLE_TITLE))
    for segment in segments:
        assert (segment.chunk.start, segment.chunk.end) == (segment.sentences[0].start, segment.sentences[-1].end)
        assert len(segment.chunk.of(ARTICLE_TEXT).split()) <= 100 or len(segment.sentences) == 1
    assert [segment.chunk.ordinal for segment in segments] == list(range(len(segments)))


def test_a_chunk_never_reaches_over_furniture() -> None:
    text = "One.\n\nAdvertisement\n\nTwo."
    chunks = [segment.chunk.of(text) for segment in chunk_document(Document.create(source="a", title="", text=text), 100)]
    assert chunks == ["One.", "Two."]


def test_the_ids_of_chunks_change_with_the_text() -> None:
    ids = [
        {segment.chunk.id for segment in chunk_document(Document.create(source="a", title="", text=text), 100)}
        for text in ("One.", "Two.")
    ]
    assert ids[0].isdisjoint(ids[1])


def test_a_line_without_an_end_is_cut_into_pieces_a_model_can_read() -> None:
    text = "word " * 2000 + "x" * 4000
    found = sentences(text)
    assert max(sentence.end - sentence.start for sentence in found) <= MAX_SENTENCE_CHARACTERS
    assert "".join(sentence.of(text) for sentence in found).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet=st.sampled_from("aB .!?\n\t“”\"'«»…U.S.éש漢\u2028\u200f#-0"), max_size=300))
def test_every_sentence_of_any_text_has_true_offsets_and_no_words_are_lost(text: str) -> None:
    found = paragraphs(text)
    spans = [sentence for paragraph in found for sentence in paragraph.sentences]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(sentence.of(text) == sentence.of(text).strip() for sentence in spans)
    kept = "".join(paragraph.of(text) for paragraph in found)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("run", ["!", "?!", '."', ".)", ".”"])
def test_a_long_run_of_sentence_ends_reaches_the_splitter_without_them(run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import nupunkt

    most, split_ = 0, nupunkt.sent_spans

    def counted(text: str) -> list[tuple[int, int]]:
        nonlocal most
        most = max(most, *(sum(char in ".!?" for char in word) for word in text.split()))
        return list(split_(text))

    monkeypatch.setattr(nupunkt, "sent_spans", counted)
    text = f"It rained. So what{run * 400} The river rose."
    assert split(text) == ["It rained.", f"So what{run * 400}", "The river rose."]
    assert most <= 100  # its time grows with the square of these


def test_a_long_address_is_part_of_its_sentence() -> None:
    address = "https://a.example/" + "b.c?d!" * 30
    assert split(f"See {address}. Then go.") == [f"See {address}.", "Then go."]


def test_what_is_cut_from_a_run_without_a_word_is_not_quoted() -> None:
    found = split("It rained " + "!" * 5 * MAX_SENTENCE_CHARACTERS + "\n\nThe river rose.")
    assert found[0].startswith("It rained")
    assert found[-1] == "The river rose."
    assert len(found) <= 3
