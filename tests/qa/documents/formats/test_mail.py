"""EML and MBOX: who wrote when to whom, what they wrote, and what they attached."""

from email.message import EmailMessage
from pathlib import Path

from qa.documents.layout import headings_in
from tests.qa.documents.files import PROSE, document, error, outcomes, write


def mail(subject: str = "Harbour fees", body: str = PROSE, number: str | None = "1@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ann Müller <ann@example.org>"
    message["To"] = "Bo <bo@example.org>"
    message["Subject"] = subject
    message["Date"] = "Wed, 17 Mar 2021 23:30:00 -0700"
    if number is not None:
        message["Message-ID"] = f"<{number}>"
    message.set_content(body)
    return message


def test_an_email_declares_its_title_its_author_and_its_day(tmp_path: Path) -> None:
    found = document(write(tmp_path / "a.eml", bytes(mail("Gebühren für März"))))
    assert (found.title, found.author, found.published) == ("Gebühren für März", "Ann Müller", "2021-03-17")
    head = "From: Ann Müller <ann@example.org>\n\nTo: Bo <bo@example.org>\n\nDate: Wed, 17 Mar 2021 23:30:00 -0700"
    assert found.text == f"Gebühren für März\n\n{head}\n\n{PROSE}"


def test_attachments_are_named_and_not_read(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"SECRET", maintype="application", subtype="pdf", filename="Prüfung.pdf")
    message.add_attachment("SECRET", filename="list.txt")
    text = document(write(tmp_path / "a.eml", bytes(message))).text
    assert "\n\nAttachments: Prüfung.pdf, list.txt\n\n" in text
    assert "SECRET" not in text


def test_of_two_ways_to_say_the_same_the_plain_one_counts(tmp_path: Path) -> None:
    message = mail(body="Plain words.")
    message.add_alternative("<p>Marked <b>words</b>.</p>", subtype="html")
    assert document(write(tmp_path / "a.eml", bytes(message))).text.endswith("\n\nPlain words.")


def test_markup_alone_is_read_with_its_tables(tmp_path: Path) -> None:
    message = mail()
    message.set_content("<p>Fees:</p><table><tr><td>Pier 4</td><td>12</td></tr></table><script>1</script>", subtype="html")
    assert document(write(tmp_path / "a.eml", bytes(message))).text.endswith("\n\nFees:\n\nPier 4 | 12")


def test_the_mail_that_is_answered_has_no_marks_before_its_lines(tmp_path: Path) -> None:
    body = "Yes, we do.\nOn 3 May Bo wrote:\n> Of the 1,200 housings 86 have\n> hairline cracks.\n>\n> > Do you pay?\n"
    text = document(write(tmp_path / "a.eml", bytes(mail(body=body)))).text
    told = "Yes, we do.\nOn 3 May Bo wrote:\n\nOf the 1,200 housings 86 have\nhairline cracks.\n\nDo you pay?"
    assert text.endswith(f"\n\n{told}")


def test_a_forwarded_message_is_part_of_the_text(tmp_path: Path) -> None:
    message = mail(body="See below.")
    message.add_attachment(mail("The storm", "The pier broke."))
    text = document(write(tmp_path / "a.eml", bytes(message))).text
    assert "See below.\n\nThe storm\n\nFrom: Ann" in text
    assert text.endswith("\n\nThe pier broke.")


def mailbox(*messages: EmailMessage) -> bytes:
    parts = (bytes(message).replace(b"\nFrom ", b"\n>From ").rstrip(b"\n") for message in messages)
    return b"".join(b"From ann@example.org Wed Mar 17 23:30:00 2021\n" + part + b"\n\n" for part in parts)


def test_each_message_of_a_mailbox_is_a_document_of_its_own(tmp_path: Path) -> None:
    raw = mailbox(mail("One", "First.\n\nFrom here on all is well."), mail("Two", "Second.", "2@example.org"))
    found = [loaded.document for loaded in outcomes(write(tmp_path / "a.mbox", raw))]
    assert [(each.source, each.title) for each in found if each] == [
        ("mid:1@example.org", "One"),
        ("mid:2@example.org", "Two"),
    ]
    assert found[0] is not None
    assert found[0].text.endswith("First.\n\nFrom here on all is well.")


def test_messages_with_one_number_or_with_none_are_all_kept(tmp_path: Path) -> None:
    raw = mailbox(mail(body="One."), mail(body="Two."), mail(body="Three.", number=None), mail(body="Four.", number=None))
    sources = [loaded.source for loaded in outcomes(write(tmp_path / "a.mbox", raw))]
    assert len(set(sources)) == 4
    assert sources[0] == "mid:1@example.org"


def test_a_bad_message_is_named_by_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    raw = mailbox(mail()) + b"From nobody\nwords without a header\n\n" + mailbox(mail("Three", number="3@example.org"))
    first, second, third = outcomes(write(tmp_path / "a.mbox", raw))
    assert first.document
    assert third.document
    assert str(second.error).startswith(f"{tmp_path / 'a.mbox'}:2: is no e-mail")


def test_what_is_no_mailbox_is_one_error(tmp_path: Path) -> None:
    assert 'its first line doesn\'t begin with "From "' in error(write(tmp_path / "a.mbox", bytes(mail())))


def test_a_plain_text_that_only_asks_for_another_program_gives_way_to_the_markup(tmp_path: Path) -> None:
    message = mail(body="Please view this in a mail program that shows HTML.")
    message.add_alternative(f"<h1>Fees</h1><p>{PROSE}</p><ol><li>Pay.</li><li>Sail.</li></ol>", subtype="html")
    [loaded] = outcomes(write(tmp_path / "a.eml", bytes(message)))
    assert loaded.document
    text = loaded.document.text
    assert text.endswith(f"-0700\n\nFees\n\n{PROSE}\n\n1. Pay.\n\n2. Sail.")
    assert [heading.of(text) for heading in headings_in(loaded.layout)] == ["Fees"]


def test_an_invitation_says_what_when_and_where(tmp_path: Path) -> None:
    lines = (
        *("BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:STANDARD", "DTSTART:16010101T030000", "END:STANDARD", "END:VTIMEZONE"),
        *("BEGIN:VEVENT", "SUMMARY:Harbour\\, fees", "DTSTART;TZID=Europe/Berlin:20210401T100000", "DTEND:20210401T090000Z"),
        *("LOCATION:Pier", "  4", "DESCRIPTION:Bring\\nboats", "BEGIN:VALARM", "DESCRIPTION:Reminder", "END:VALARM"),
        *("END:VEVENT", "END:VCALENDAR"),
    )
    told = "Meeting: Harbour, fees\n\nBegins: 2021-04-01 10:00\n\nEnds: 2021-04-01 09:00 UTC\n\nPlace: Pier 4"
    alone = mail()
    alone.set_content("\r\n".join(lines), subtype="calendar")
    assert document(write(tmp_path / "a.eml", bytes(alone))).text.endswith(f"{told}\n\nAbout: Bring boats")
    message = mail(body="Come!")
    message.add_alternative("\r\n".join(lines), subtype="calendar")
    assert document(write(tmp_path / "b.eml", bytes(message))).text.endswith(f"\n\nCome!\n\n{told}")


def test_a_file_between_two_parts_of_the_markup_is_named(tmp_path: Path) -> None:
    message = mail(body="See the plan.")
    message.add_alternative("<p>See the plan.</p>", subtype="html")
    message.get_payload(1).add_attachment(b"x", maintype="application", subtype="pdf", filename="plan.pdf")  # type: ignore[union-attr]
    assert "\n\nAttachments: plan.pdf\n\nSee the plan." in document(write(tmp_path / "a.eml", bytes(message))).text


def test_the_preview_of_a_newsletter_that_nobody_sees_is_left_out(tmp_path: Path) -> None:
    message = mail(body="x")
    message.set_content(f'<div style="display: none">Preview!</div><p hidden>Draft.</p><p>{PROSE}</p>', subtype="html")
    assert document(write(tmp_path / "a.eml", bytes(message))).text.endswith(f"-0700\n\n{PROSE}")


def test_what_a_script_shows_later_is_kept(tmp_path: Path) -> None:
    message = mail(body="x")
    for number, shown_later in enumerate((f'<div style="display:none">{PROSE}</div>', '<aside hidden id="n1">A note.</aside>')):
        message.set_content(f"<p>{PROSE}</p>{shown_later}", subtype="html")
        words = shown_later.partition(">")[2].partition("<")[0]
        assert document(write(tmp_path / f"{number}.eml", bytes(message))).text.endswith(f"{PROSE}\n\n{words}")


def test_a_table_that_is_a_frame_around_a_newsletter_keeps_its_paragraphs_apart(tmp_path: Path) -> None:
    message = mail(body="x")
    inner = "<table><tr><td>Price</td><td>5 euros</td></tr></table>"
    frame = f"<table><tr><td><h1>Club news</h1><p>{PROSE}</p></td></tr><tr><td>{inner}</td></tr></table>"
    message.set_content(frame, subtype="html")
    assert document(write(tmp_path / "a.eml", bytes(message))).text.endswith(f"Club news\n\n{PROSE}\n\nPrice | 5 euros")


def test_headers_in_plain_utf_8_are_read_as_that(tmp_path: Path) -> None:
    raw = "Subject: Grüße aus Köln\nFrom: Jörg Müller <j@example.org>\n\nWords.\n".encode()
    found = document(write(tmp_path / "a.eml", raw))
    assert (found.title, found.author) == ("Grüße aus Köln", "Jörg Müller")


def test_what_is_said_to_be_latin_1_is_windows_1252(tmp_path: Path) -> None:
    head = b"From: a@example.org\nContent-Type: text/plain; charset=iso-8859-1\n\n"
    assert document(write(tmp_path / "a.eml", head + b"5 \x80 \x93now\x94")).text.endswith("5 € “now”")


def test_a_paragraph_that_begins_with_from_parts_no_messages(tmp_path: Path) -> None:
    body = "Dear all,\n\nFrom Monday on the pool is closed.\n\nIt opens again on 3 June.\n"
    (only,) = outcomes(write(tmp_path / "a.mbox", b"From a@b Mon Jan  1 10:00:00 2024\nFrom: a@b\n\n" + body.encode()))
    assert only.document is not None
    assert only.document.text.endswith(body.strip())


def test_the_very_same_message_is_kept_once_and_another_of_its_name_too(tmp_path: Path) -> None:
    found = outcomes(write(tmp_path / "a.mbox", mailbox(mail(), mail(), mail("Other words"))))
    assert [each.document.title for each in found if each.document] == ["Harbour fees", "Other words"]
