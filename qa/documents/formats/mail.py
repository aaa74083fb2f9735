"""E-mails, by themselves and in mailboxes → header, text and the names of what is attached."""

import hashlib
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from qa.documents.formats.markup import Block, blocks_of, parse_html, text_of
from qa.documents.formats.registry import Extract, reads, reads_many
from qa.documents.layout import marks_by_words
from qa.documents.outcome import Loaded, shown
from qa.types.errors import with_setting

_SHOWN = ("From", "To", "Cc", "Date")
_TELLING = (*_SHOWN, "Subject", "Message-ID", "Received", "MIME-Version")
_MAX_HEADER = 2_000  # characters: a list of all addressees of a company is no text to ask about

# Plain text with less than this share of the words of the HTML says only that one should look at that.
_STUB = 0.5
_CALENDAR = "text/calendar"
_ENTRY = {"SUMMARY": "Meeting", "DTSTART": "Begins", "DTEND": "Ends", "LOCATION": "Place", "DESCRIPTION": "About"}
_ABOUT = "About: "  # what the text of the message says as well
_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?")
_LINE = 1 << 16
_BEGINS = b"From "
# What parts messages, and not "From Monday on the pool is closed" below an empty line of one.
_PARTS = re.compile(rb"From (?:- |\S+\s*$|\S+\s.{0,60}\d\d:\d\d.{0,40}\b\d{4}\b)")
_ID = re.compile(rb"^message-id:\s*<([^<>\s]{1,500})>", re.IGNORECASE | re.MULTILINE)


@reads(".eml", "message/rfc822", name="e-mail")
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is no e-mail."""
    message = BytesParser().parsebytes(raw)
    if not any(name in message for name in _TELLING):
        raise ValueError("is no e-mail: it has no header such as From or Date; save it as .txt")
    attached: list[str] = []
    headings: list[Block] = []
    body = _text(message, attached, headings)
    lines = _head(message)
    if attached:
        lines.append(f"Attachments: {', '.join(attached)}")
    name, address = parseaddr(_header(message, "From"))
    text = "\n\n".join(filter(None, (*lines, _unmarked(body))))
    return Extract(
        text,
        title=_header(message, "Subject") or None,
        author=name or address or None,
        date=_date(message),
        marks=marks_by_words(text, headings),
    )


def _unmarked(body: str) -> str:
    """The text without the “> ” before the lines of an earlier mail, which would make each a sentence of its own."""
    runs = groupby(body.split("\n"), key=lambda line: line.startswith(">"))
    return "\n\n".join(filter(None, ("\n".join(_QUOTED.sub("", line) for line in lines).strip() for _, lines in runs)))


def _head(message: Message) -> list[str]:
    return [_header(message, "Subject"), *(f"{name}: {value}" for name in _SHOWN if (value := _header(message, name)))]


def _text(part: Message, attached: list[str], headings: list[Block]) -> str:
    """The text of a part, with its headings; what can't be read is named in `attached`."""
    name = " ".join(_decoded(part.get_filename() or "").split())[:200]
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        forwarded = part.get_payload(0)
        assert isinstance(forwarded, Message)
        return "\n\n".join(filter(None, (*_head(forwarded), _text(forwarded, attached, headings))))
    if part.is_multipart():
        texts = [
            (each.get_content_type(), _text(each, attached, headings))
            for each in part.get_payload()
            if isinstance(each, Message)
        ]
        told = _best(texts) if part.get_content_type() == "multipart/alternative" else [text for _, text in texts]
        return "\n\n".join(filter(None, told))
    if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
        if name and name not in attached:
            attached.append(name)
        return ""
    raw = part.get_payload(decode=True)
    text = _in_charset(raw if isinstance(raw, bytes) else b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        blocks = blocks_of(parse_html(text.encode()))
        headings += [block for block in blocks if block[0]]
        return text_of(blocks)
    return _invitation(text) if part.get_content_type() == _CALENDAR else text.strip()


def _best(texts: list[tuple[str, str]]) -> list[str]:
    """The best of several forms of one text, which is plain text unless that only asks for another program; and invitations."""
    told = [(kind, text) for kind, text in texts if text.strip()]
    told.sort(key=lambda each: (each[0] == _CALENDAR, each[0] != "text/plain"))
    plain, *others = [text for kind, text in told if kind != _CALENDAR] or [""]
    longest = max(others, key=lambda text: len(text.split()), default="")
    best = longest if len(plain.split()) < _STUB * len(longest.split()) else plain
    entries = [line for kind, text in told if kind == _CALENDAR for line in text.split("\n\n")]
    return [best, *(line for line in entries if not best or not line.startswith(_ABOUT))]


def _invitation(text: str) -> str:
    """What, when and where a calendar's entries are, a line each."""
    lines, within = [], [""]
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        name, _, value = line.partition(":")
        if name == "BEGIN":
            within.append(value.strip())
        elif name == "END":
            within = within[:-1] or [""]
        elif within[-1] == "VEVENT" and (label := _ENTRY.get(name.partition(";")[0].upper())):
            day = _MOMENT.fullmatch(value.strip())
            words = value if day is None else f"{day[1]}-{day[2]}-{day[3]}" + (f" {day[4]}:{day[5]}" if day[4] else "")
            words += " UTC" if day is not None and day[6] else ""
            words = re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], words)
            lines.append(f"{label}: {' '.join(words.split())}" if words.strip() else "")
    return "\n\n".join(filter(None, dict.fromkeys(lines)))


def _in_charset(raw: bytes, charset: str | None) -> str:
    """Programs that say Latin-1 write Windows-1252, and those that say ASCII anything."""
    said = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "utf-8"}.get((charset or "").lower(), charset)
    for name in filter(None, (said, "utf-8")):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")


def _header(message: Message, name: str) -> str:
    """`Message.get` has a mark of doubt for each byte of a header that stands in it as it is, in UTF-8 or a code page."""
    as_it_is = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")[:_MAX_HEADER]
    value = as_it_is if as_it_is.isascii() else _in_charset(as_it_is.encode("utf-8", "surrogateescape"), None)
    return " ".join(_decoded(value).split())


def _decoded(value: str) -> str:
    """Encoded words (`=?utf-8?q?...?=`) as what they say."""
    try:
        parts = decode_header(value)
    except ValueError:  # email.errors.HeaderParseError is one
        return value
    text = "".join(part if isinstance(part, str) else _in_charset(part, charset) for part, charset in parts)
    return text.encode("utf-8", "replace").decode()


def _date(message: Message) -> str | None:
    """The day by the sender's clock, as the message itself says."""
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, OverflowError):
        return None


@reads_many(".mbox", "application/mbox", name="mailbox")
def load_messages(path: Path, max_bytes: int) -> Iterator[Loaded]:
    """One `Loaded` a message, named `path:NUMBER` where it failed. Holds one message in memory at a time.

    A message's source is `mid:` and its Message-ID (RFC 2392), so it is one document in whichever mailbox it lies, and however
    often. Another message that names itself alike is kept, too.
    """
    from qa.documents.document_builder import loaded_from

    seen: dict[str, bytes] = {}
    with path.open("rb") as file:
        if file.peek(len(BOM_UTF8)).startswith(BOM_UTF8):
            file.read(len(BOM_UTF8))
        if not file.peek(len(_BEGINS)).startswith(_BEGINS):
            raise ValueError('is no mailbox: its first line doesn\'t begin with "From "; save a single message as .eml')
        for number, raw in enumerate(_messages(file, max_bytes), start=1):
            try:
                if len(raw) > max_bytes:
                    too_large = f"the message is over the limit of {max_bytes / 1e6:g} MB"
                    raise ValueError(with_setting(too_large, "QA_MAX_FILE_MB"))
                source, made = _source(raw), hashlib.sha256(raw)
                if seen.get(source, made.digest()) != made.digest():
                    source = f"{source}#{made.hexdigest()[:16]}"
                if source in seen:
                    continue
                seen[source] = made.digest()
                yield replace(loaded_from(raw, ".eml", source=source), fingerprint=None, layout="")
            except ValueError as exc:
                yield Loaded.failed(f"{shown(path)}:{number}", str(exc))


def _messages(file: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """The messages without the lines that part them. One larger than `max_bytes` comes cut off, a little longer than that."""
    parts: list[bytes] = []
    size, after_blank, begun, at_start = 0, True, False, True
    while line := file.readline(_LINE):
        if at_start and after_blank and (_PARTS.match(line) if begun else line.startswith(_BEGINS)):
            if begun:
                yield b"".join(parts)
            parts, size, begun = [], 0, True
        elif size <= max_bytes:
            # "From " at a line's start is written ">From " in a mailbox
            parts.append(line[1:] if at_start and line.startswith(b">From ") else line)
            size += len(line)
        after_blank = at_start and line in (b"\n", b"\r\n")
        at_start = line.endswith(b"\n")
    if begun:
        yield b"".join(parts)


def _source(raw: bytes) -> str:
    head = re.split(rb"\r?\n\r?\n", raw[:100_000], maxsplit=1)[0]
    found = _ID.search(head)
    name = found[1].decode("ascii", "replace") if found else f"{hashlib.sha256(raw).hexdigest()[:32]}@mailbox"
    return f"mid:{name}"
