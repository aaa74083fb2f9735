"""What a document is called."""

from pathlib import Path

import pytest

from qa.documents.chunking import sentences
from qa.documents.titles import undeclared
from tests.qa.documents.files import PROSE, document, page, write

ARTICLE = Path(__file__).parents[4] / "shared/corpus/000_e33fc3c92d4d6799.txt"


def test_the_articles_title_is_its_headline_not_the_page_furniture_above_it(tmp_path: Path):
    text = (
        "Accessibility links\n\nBreaking News\n\nFirst 'Virtual Meeting' With Biden, China’s Xi Could Be April’s "
        f"Climate Summit\n\nGiant screen shows Xi Jinping.\nGiant screen shows Xi Jinping.\n\n{PROSE}\n"
    )
    expected = "First 'Virtual Meeting' With Biden, China’s Xi Could Be April’s Climate Summit"
    assert document(write(tmp_path / "a.txt", text)).title == expected
    if ARTICLE.exists():
        assert document(ARTICLE).title == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Climate Talks\n\n{PROSE}\n", "Climate Talks"),
        (f"Will They Meet This April?\n{PROSE}\n", "Will They Meet This April?"),
        (f"Fernhill Water\n12 Quay Street, Larkhaven\n\n18 September 2025\n\nDear Ann,\n\n{PROSE}\n", "Fernhill Water"),
        (f"{PROSE}\n\n{PROSE}\n", "my climate notes"),
        ("The leaders met on Tuesday and said that\nthe climate matters.\n", "my climate notes"),
        ("One line", "my climate notes"),
        (f"Subject: Re: rent\n\n{PROSE}\n", "Re: rent"),
        (f"Price list\n\nTable 1 row 1 | Group; Article; Price\n\n{PROSE}\n", "Price list"),
        ("=====\n\n" + "word " * 60 + "\n\nx.", "my climate notes"),
        (
            f"SUPPLY AGREEMENT\n\nbetween Larkfield Ltd, Unit 4 (the Buyer),\n\nand PolyMould GmbH (the Supplier)\n\n{PROSE}\n",
            "SUPPLY AGREEMENT",
        ),
    ],
    ids=["short", "question", "letter", "sentence first", "wrapped prose", "one line", "mail", "table", "long line", "goes on"],
)
def test_a_text_is_titled_by_its_headline_else_by_its_file_name(tmp_path: Path, text: str, title: str):
    assert document(write(tmp_path / "my_climate-notes.txt", text)).title == title


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - Document1",
        "Document2",
        "untitled",
        "Fees_final_v3.docx",
        "Presentation1",
        "about:blank",
        "https://a.example/fees?id=1",
    ],
)
def test_what_a_program_calls_a_file_is_no_title(tmp_path: Path, title: str):
    text = r"{\rtf1{\info{\title %s}}Harbour fees of the year\par\par The fees rise in May.}"
    assert document(write(tmp_path / "a.rtf", text % title)).title == "Harbour fees of the year"
    assert document(write(tmp_path / "b.rtf", text % "Fees: a document")).title == "Fees: a document"


@pytest.mark.parametrize("title", ["Anonymous", "Unspecified", "Microsoft Word", "How to write index.html"])
def test_what_only_programs_for_pdf_call_a_file_may_be_the_title_of_a_web_page(tmp_path: Path, title: str):
    html = page(f"<article><p>{PROSE}</p></article>", f"<title>{title}</title>")
    assert document(write(tmp_path / "a.html", html)).title == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "From: Ann Lee <ann@larkfield.example>\nTo: Bob Vega\nSubject: Fees of the harbour\nDate: 2 May 2026",
            "Fees of the harbour",
        ),
        ("Date: 2 May 2026\nFrom: Ann Lee\n*Subject:* Fees of the harbour", "Fees of the harbour"),
        ("-----Original Message-----\nFrom: Ann Lee\nSent: 2 May 2026\nSubject: Re: Fees", "Re: Fees"),
        ("From: Ann Lee <ann@larkfield.example>\nTo: Bob Vega\n\nA new berth for the ferry", "A new berth for the ferry"),
    ],
)
def test_a_pasted_mail_is_titled_by_its_subject_never_by_who_sent_it(tmp_path: Path, head: str, title: str):
    assert document(write(tmp_path / "a.txt", f"{head}\n\n{PROSE}\n")).title == title


def test_a_long_title_is_cut_at_a_word(tmp_path: Path):
    line = f'{{"source": "a", "text": "{PROSE}", "title": "{"harbour " * 1000}"}}'
    assert document(write(tmp_path / "a.jsonl", line)).title.endswith("harbour harbour…")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The council of Norvik met on Tuesday.\n\nMayor Ida Holm was late.", "The council of Norvik met on Tuesday"),
        ("Hi,\n\nwe are moving the whole circus to Duluth.", "Hi, we are moving the whole circus to…"),
        ("Hi.", "Hi"),
    ],
)
def test_a_pasted_text_without_a_headline_is_called_by_the_words_of_its_first_paragraph(text: str, title: str):
    assert undeclared(text, "text:1") == title


SAID = [
    "Mayor Ann Lee said: “It was a long night.”",
    "“Why did Jo Berg resign?”",
    'He called out "Never again!"',
    "The crane is sold (it was never used).",
]


@pytest.mark.parametrize("line", [*SAID, "The new bridge will cost 4 million euros", "Why did Jo Berg resign?"])
@pytest.mark.parametrize("source", ["text:1", "council.txt"])
def test_a_line_below_prose_is_never_the_title_and_stays_quotable(line: str, source: str):
    text = f"The council passed the budget on Monday by 12 votes to 3.\n\n{line}\n\nThe hall was full."
    title = undeclared(text, source)
    assert title == ("council" if source == "council.txt" else "The council passed the budget on Monday by…")
    assert line in [sentence.of(text) for sentence in sentences(text, title)]


@pytest.mark.parametrize("line", SAID)
def test_below_a_short_headline_what_somebody_says_is_text(line: str):
    text = f"Tower news\n\n{line}\n\nThe hall was full."
    assert undeclared(text, "text:1") == "Tower news"
    assert [sentence.of(text) for sentence in sentences(text, "Tower news")] == [line, "The hall was full."]


def test_a_pasted_heading_is_the_title_without_its_marks():
    assert undeclared(f"# A plan for the old harbour\n\n{PROSE}\n", "text:1") == "A plan for the old harbour"


def test_a_short_first_line_above_prose_is_the_title():
    assert undeclared(f"Ferry fire\n\n{PROSE}\n\nThe longer line that has no stop\n\n{PROSE}", "text:1") == "Ferry fire"


def test_a_question_or_a_quotation_on_the_first_line_is_a_headline():
    assert undeclared(f"‘Will they meet this April?’\n\n{PROSE}", "a.txt") == "‘Will they meet this April?’"


def test_the_place_that_an_agency_puts_before_its_text_is_no_title():
    assert undeclared(f"London CNN —\n\n{PROSE}", "news_of-may.txt") == "news of may"


@pytest.mark.parametrize(
    "line",
    [
        "Date: 12 March 2026",
        "**Date:** Thursday, 12 March 2026, 7.00 pm",
        "By Ann Lee, 12 March 2026",
        "12 March 2026",
        "Posted on March 12, 2026",
    ],
)
def test_a_line_that_dates_an_article_is_never_its_title(line: str):
    assert undeclared(f"Ferry fire\n\n{line}\n\n{PROSE}", "a.txt") == "Ferry fire"
    assert undeclared(f"{line}\n\nA fire on the ferry to Norvik\n\n{PROSE}", "a.txt") == "A fire on the ferry to Norvik"
