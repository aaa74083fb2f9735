"""PDF: paragraphs as they were meant, page breaks kept, and named errors for what can't be read."""

from pathlib import Path

import pypdfium2
import pytest

from qa.documents import helper
from qa.documents.formats import pdf as pdf_format
from qa.documents.layout import headings_in
from tests.qa.documents.files import document, error, outcomes, write
from tests.qa.documents.making import Words, column, pdf, pdf_of, pdf_stream
from tests.support import Workshop

# Helvetica at 11 points takes about 5 points a letter, so these lines end within 20 points of one another.
FIRST = [
    "The leaders met in Geneva on Tuesday to speak about the climate and the",
    "harbour, which has been closed since the storm of the week before. The",
    "mayor said that it will open again in May.",
]
SECOND = [
    "A second paragraph begins where the first has ended on a shorter line. It",
    "goes on for two lines, and ends here.",
]


def joined(lines: list[str]) -> str:
    return " ".join(lines)


def test_lines_that_the_page_broke_are_joined_and_paragraphs_stay_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", pdf([column(FIRST + SECOND)]))
    assert document(path).text == f"{joined(FIRST)}\n\n{joined(SECOND)}"


def test_a_gap_or_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    full = "This line is as wide as all of the others are and it ends with a stop."
    gap = pdf([[*column([full, full]), *column([full, full], top=760 - 2 * 14 - 8)]])
    assert document(write(tmp_path / "gap.pdf", gap)).text == f"{full} {full}\n\n{full} {full}"
    indent = pdf([[*column([full, full]), (84, 760 - 2 * 14, 11, full), (72, 760 - 3 * 14, 11, full)]])
    assert document(write(tmp_path / "indent.pdf", indent)).text == f"{full} {full}\n\n{full} {full}"


def test_a_word_hyphenated_at_the_lines_end_is_whole_and_a_compound_keeps_its_hyphen(tmp_path: Path) -> None:
    lines = [
        "The well-known mayor told a meeting of the council about the interna-",
        "tional conference in the town. It is a meeting of many people and well-",
        "known speakers.",
    ]
    text = document(write(tmp_path / "a.pdf", pdf([column(lines)]))).text
    assert "international conference" in text
    assert text.endswith("many people and well-known speakers.")


def test_a_page_break_is_a_form_feed_and_a_sentence_may_run_over_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", pdf([column(FIRST[:2]), column(FIRST[2:] + SECOND), [], column(SECOND)]))
    text = document(path).text
    # Page 3 is blank, so two form feeds stand before page 4.
    assert text == f"{joined(FIRST[:2])} \f{FIRST[2]}\n\n{joined(SECOND)}\n\n\f\f{joined(SECOND)}"


def test_a_word_may_be_hyphenated_over_a_page_break(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", pdf([column([*FIRST[:2], "people came to the interna-"]), column(["tional meeting."])]))
    assert document(path).text.endswith("came to the international \fmeeting.")


def test_running_heads_and_page_numbers_are_left_out_and_what_stands_once_stays(tmp_path: Path) -> None:
    pages = [
        [(72, 800, 9, "Journal of Harbours"), *column([f"Chapter {n} tells of harbour {n}."]), (290, 30, 9, f"Page {n}")]
        for n in range(1, 5)
    ]
    text = document(write(tmp_path / "a.pdf", pdf(pages))).text
    assert text == "\n\n\f".join(f"Chapter {n} tells of harbour {n}." for n in range(1, 5))
    assert document(write(tmp_path / "two.pdf", pdf(pages[:2]))).text == text[: text.index("\n\n\fChapter 3")]
    # One page has no running head, but may count itself.
    one = document(write(tmp_path / "one.pdf", pdf([[*pages[0][:-1], (290, 30, 9, "Page 1 of 1")]]))).text
    assert one == "Journal of Harbours\n\nChapter 1 tells of harbour 1."


def test_headings_and_text_of_pages_with_few_lines_are_no_running_heads(tmp_path: Path) -> None:
    said = [
        "The harbour of the town is open on day",
        "The ferry of the town leaves on day",
        "Ring the office of the town on day",
    ]
    slides = [[(72, 760, 24, f"Chapter {n}"), *column([f"{line} {n}." for line in said], top=740)] for n in range(1, 5)]
    text = document(write(tmp_path / "slides.pdf", pdf(slides))).text
    for n in range(1, 5):
        assert f"Chapter {n}" in text
        assert all(f"{line} {n}." in text for line in said)
    form = [
        column(["Name of the ship and of its master:", "Day on which it came:", f"Berth that it was given: {n * 7 % 5}"])
        for n in range(4)
    ]
    text = document(write(tmp_path / "form.pdf", pdf(form))).text
    assert text.count("Name of the ship") == text.count("Day on which it came") == 4
    headed = [[(72, 800, 9, "Journal of Harbours"), *page] for page in form]
    text = document(write(tmp_path / "headed.pdf", pdf(headed))).text
    assert "Journal" not in text
    assert text.count("Name of the ship") == 4


def test_a_heading_on_each_page_of_many_lines_is_text(tmp_path: Path) -> None:
    pages = [[(72, 780, 18, f"Chapter {n}"), *column([*FIRST, *SECOND])] for n in range(1, 5)]
    assert document(write(tmp_path / "a.pdf", pdf(pages))).text.count("Chapter") == 4


def test_what_two_pages_begin_with_alike_is_text_where_it_stands_with_the_text(tmp_path: Path) -> None:
    pages = [column(["Received with thanks from the harbour office", f"the sum of {sum} pounds."]) for sum in ("ten", "six")]
    assert document(write(tmp_path / "a.pdf", pdf(pages))).text.count("Received with thanks") == 2
    letter = [(72, 800, 11, "May 5, 2023"), *column(SECOND)]
    assert document(write(tmp_path / "copies.pdf", pdf([letter, letter]))).text.count("May 5, 2023") == 2


def test_a_line_that_is_wider_than_the_column_tears_no_paragraph(tmp_path: Path) -> None:
    lines = [
        "Geneva and 64 nurses of the North with",
        "64 nurses of Geneva and the North with",
        "North and 64 nurses of Geneva with the",
        "the end.",
    ]
    wide = "Journal of Harbours and of the Towns of the North, Volume 11 (2024), 203-211"
    page = [(66, 800, 9, wide), *column(lines)]
    assert document(write(tmp_path / "a.pdf", pdf([page]))).text == f"{wide}\n\n{joined(lines)}"


def test_a_summary_over_both_columns_tears_no_paragraph_of_the_first(tmp_path: Path) -> None:
    wide = ["Geneva and 64 nurses of the North with Geneva and 64 nurses of the harbours of the North"] * 4
    left = ["Each nurse was given a harbour by lot.", "Treatments began at Geneva in the year", "2020 and ended in 2023."]
    right = ["We counted 64 nurses of the North with", "64 nurses of the harbours of Geneva or", "100 harbours."]
    page = [*column(wide), *column(left, top=690), *column(right, left=320, top=684)]  # not at the same heights
    text = document(write(tmp_path / "a.pdf", pdf([page]))).text
    assert text == f"{joined(wide)}\n\n{joined(left)}\n\n{joined(right)}"


def listed(*items: list[str], bullet: str = "\xb7", left: float = 72, hang: float = 18, top: float = 760) -> list[Words]:
    """Lists of lines one below the other: a bullet, then the item's lines where its first begins."""
    lines = [(number, line) for item in items for number, line in enumerate(item)]
    bullets = [(left, top - at * 14, 11, bullet) for at, (number, _) in enumerate(lines) if not number]
    return sorted(bullets + [(left + hang, top - at * 14, 11, line) for at, (_, line) in enumerate(lines)], key=lambda w: -w[1])


ITEMS = [
    [
        "Close the valve in the cellar before work begins, and tell the office by",
        "telephone that you have done so.",
    ],
    ["Keep the key. It is Ann Lee's, and it opens all doors of the engine house.", "Mr Hansen has another one."],
    ["Oil the pump, which is done twice a year by a fitter of the Nordic Marine", "Engineering Services of Bergen."],
]


def test_an_item_of_a_list_goes_on_where_its_further_lines_begin(tmp_path: Path) -> None:
    text = document(write(tmp_path / "a.pdf", pdf([listed(*ITEMS)]))).text
    assert text == "\n\n".join(f"• {joined(item)}" for item in ITEMS)


def test_what_follows_a_list_farther_left_is_no_part_of_its_last_item(tmp_path: Path) -> None:
    items = [*ITEMS, ["Ring the office of the harbour on each day at which the pump isn't running."]]
    after = column(SECOND, top=760 - 14 * sum(map(len, items)))
    text = document(write(tmp_path / "a.pdf", pdf([[*listed(*items), *after]]))).text
    assert text.endswith(f"• {items[-1][0]}\n\n{joined(SECOND)}")


def test_an_item_goes_on_under_its_bullet_where_capitals_leave_no_room(tmp_path: Path) -> None:
    lines = [
        "The rules of the harbour hold on all days of the week",
        "but on the first of May:",
        "1. Boats are hauled by Porter Marine of",
        "WIMBLEDON and by nobody else",
        "2. Oil is for the pump",
    ]
    text = document(write(tmp_path / "a.pdf", pdf([column(lines)]))).text
    assert text.split("\n\n") == [joined(lines[:2]), joined(lines[2:4]), lines[4]]


def test_a_number_that_ends_a_sentence_on_a_new_line_begins_no_item(tmp_path: Path) -> None:
    lines = ["The pump of the harbour is oiled in the first week of May and on October", "7. It is oiled by a fitter."]
    assert document(write(tmp_path / "a.pdf", pdf([column(lines)]))).text == joined(lines)


def test_paragraphs_of_one_line_each_stay_apart_by_the_gap_between_them(tmp_path: Path) -> None:
    full = "This line is as wide as all of the others are and it ends with a stop."
    gaps = [word for number in range(6) for word in column([full], top=760 - 22 * number)]
    wrapped = [*(["This line is as wide as all of the others are and it begins a paragraph", "of two lines."] * 3)]
    page = gaps + [word for number in range(3) for word in column(wrapped[:2], top=600 - 36 * number)]
    assert document(write(tmp_path / "a.pdf", pdf([page]))).text.split("\n\n") == [full] * 6 + [joined(wrapped[:2])] * 3


def test_ligatures_are_letters_and_other_characters_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", pdf([column(["The \xderst of\xdece is con\xdedential."])]))
    assert document(path).text == "The first office is confidential."


def test_title_author_and_date_are_those_that_the_file_declares(tmp_path: Path) -> None:
    info = {"Title": "On Harbours", "Author": "Ann Lee", "CreationDate": "D:20210317120000Z"}
    found = document(write(tmp_path / "a.pdf", pdf([column(FIRST)], info=info)))
    assert (found.title, found.author, found.published) == ("On Harbours", "Ann Lee", "2021-03-17")


@pytest.mark.parametrize("day", ["20000101", "19700101", "19691231", "19800101", "19040101"])
def test_a_day_that_a_program_writes_by_default_is_no_date(tmp_path: Path, day: str) -> None:
    info = {"CreationDate": f"D:{day}000000+00'00'"}
    assert document(write(tmp_path / "a.pdf", pdf([column(FIRST)], info=info))).published is None


@pytest.mark.parametrize(
    "title", ["", "Untitled", "Microsoft Word - report.docx", "report_final.pdf", "(anonymous)", "Microsoft Word"]
)
def test_a_title_that_is_none_gives_way_to_the_largest_words_of_the_first_page(tmp_path: Path, title: str) -> None:
    page = [(72, 800, 20, "Harbours of"), (72, 776, 20, "the North"), *column(FIRST, top=740)]
    found = document(write(tmp_path / "a.pdf", pdf([page], info={"Title": title})))
    assert found.title == "Harbours of the North"


def test_a_line_in_larger_letters_than_the_text_is_a_heading(tmp_path: Path) -> None:
    page = [*column(FIRST), (72, 690, 14, "2. The harbour"), *column(SECOND, top=668)]
    [loaded] = outcomes(write(tmp_path / "a.pdf", pdf([page])))
    assert loaded.document is not None
    assert [span.of(loaded.document.text) for span in headings_in(loaded.layout)] == ["2. The harbour"]


def test_pages_without_text_and_pictures_are_an_error_that_says_so(tmp_path: Path) -> None:
    assert "no text on its 2 pages: " in error(write(tmp_path / "a.pdf", pdf([[], []])))


def test_a_page_that_can_be_loaded_once_but_not_again_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    def drawn(page: object) -> bool:
        looks.append(page)
        if len(looks) > 1:
            raise pypdfium2.PdfiumError("Failed to load page.")
        return False

    monkeypatch.setattr(pdf_format, "is_installed", lambda _package: True)
    monkeypatch.setattr(pdf_format, "_is_drawn", drawn)
    with pytest.raises(ValueError, match="is damaged, or no PDF"):
        pdf_format.read(pdf([[]]), None)


def test_an_encrypted_file_is_an_error_that_says_so(tmp_path: Path) -> None:
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"
    path = write(tmp_path / "a.pdf", pdf([column(FIRST)], trailer=locked))
    assert error(path).endswith("is encrypted with a password; save it without one")


@pytest.mark.parametrize("cut", [9, 200, 600])
def test_a_truncated_file_is_an_error_or_what_is_left_of_it(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path / "a.pdf", pdf([column(FIRST)])[:cut])
    assert "is damaged, or no PDF; save it again" in error(path)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = ["The left column begins here and goes", "on until the"], ["column beside it takes over, which", "ends here."]
    path = write(tmp_path / "a.pdf", pdf([[*column(left), *column(right, left=320)]]))
    assert document(path).text == f"{joined(left)} {joined(right)}"


def test_a_page_that_draws_itself_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helper, "SECONDS_A_DOCUMENT", 1.5)
    # 40 levels of a form that draws the next twice: 2^40 drawings.
    forms = [
        pdf_stream(
            b"/X Do /X Do", f"/Type /XObject /Subtype /Form /BBox [{0} 0 9 9] /Resources << /XObject << /X {n + 5} 0 R >> >>"
        )
        for n in range(40)
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    raw = pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            pdf_stream(b"/X Do"),
            *forms,
        ]
    )
    assert error(write(tmp_path / "a.pdf", raw)).endswith("reading it as PDF took over 1.5 s; save its text as .txt")


def test_an_answer_cites_the_page_and_quotes_a_sentence_that_runs_over_two(workshop: Workshop, tmp_path: Path) -> None:
    pages = [column(SECOND), column(FIRST[:2]), column(FIRST[2:])]
    write(tmp_path / "a.pdf", pdf(pages))
    assert workshop.ingester.ingest([tmp_path / "a.pdf"]).added == 1
    [citation, *_] = workshop.pipeline.ask("What did the mayor say about when the harbour will open again?").citations
    stored = workshop.library.document(citation.document_id).text
    assert (
        stored[citation.start : citation.end]
        == citation.quote
        == "The mayor said that it will open again in May.".replace("mayor", "\fmayor")
    )
    assert citation.page == 2


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_is_drawn_sideways_and_turned_reads_as_an_upright_one(tmp_path: Path, quarters: int) -> None:
    import pypdfium2

    lines = column(FIRST + SECOND)
    moved = {1: (0, 1, -1, 0, 842, 0), 2: (-1, 0, 0, -1, 595, 842), 3: (0, -1, 1, 0, 0, 595)}[quarters]
    upright = pypdfium2.PdfDocument(pdf([lines, lines]))
    for page in upright:
        for each in page.get_objects():
            each.transform(pypdfium2.PdfMatrix(*moved))
        page.set_mediabox(0, 0, *((842, 595) if quarters % 2 else (595, 842)))
        page.set_rotation(90 * quarters)
        page.gen_content()
    upright.save(tmp_path / "turned.pdf")
    assert document(tmp_path / "turned.pdf").text == document(write(tmp_path / "a.pdf", pdf([lines, lines]))).text


def test_what_is_filled_into_a_form_follows_the_words_that_ask_for_it(tmp_path: Path) -> None:
    fields = {"Ann Lee": (150, 696), "555-1234": (150, 656), "4": (72, 616)}
    drawn = b"".join(
        f"BT /F 11 Tf {left} {base} Td ({words}) Tj ET\n".encode()
        for left, base, words in ((72, 700, "Name:"), (72, 660, "Phone:"), (90, 620, "I agree."), (72, 580, "Thank you."))
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    resources = "/Resources << /Font << /F 3 0 R >> >>"
    widgets, looks = [], []
    for number, (words, (left, bottom)) in enumerate(fields.items()):
        width = 100 if len(words) > 1 else 14
        look = f"/Type /XObject /Subtype /Form /BBox [0 0 {width} 18] {resources}"
        looks.append(pdf_stream(f"BT /F 11 Tf 2 4 Td ({words}) Tj ET".encode(), look))
        place = f"[{left} {bottom} {left + width} {bottom + 18}]"
        widgets.append(f"<< /Type /Annot /Subtype /Widget /F 4 /Rect {place} /AP << /N {6 + number} 0 R >> >>")
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R {resources} /Annots [{' '.join(widgets)}] >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", font, page.encode()]
    path = write(tmp_path / "a.pdf", pdf_of([*objects, pdf_stream(drawn), *looks]))
    assert document(path).text.split("\n\n") == ["Name: Ann Lee", "Phone: 555-1234", "4 I agree.", "Thank you."]
