"""An e-mail → its header, text and the names of what is attached. Runs in the helper process."""

from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from qa.documents.formats.markup import blocks_of, parse_html, text_of
from qa.documents.formats.registry import Extract, reads

_SHOWN = ("From", "To", "Cc", "Date")
_TELLING = (*_SHOWN, "Subject", "Message-ID", "Received", "MIME-Version")
_MAX_HEADER = 2_000  # characters: a list of all addressees of a company is no text to ask about


@reads(".eml", "message/rfc822", name="e-mail")
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is no e-mail."""
    message = BytesParser().parsebytes(raw)
    if not any(name in message for name in _TELLING):
        raise ValueError("is no e-mail: it has no header such as From or Date; save it as .txt")
    attached: list[str] = []
    body = _text(message, attached)
    lines = [_header(message, "Subject"), *_head(message)]
    if attached:
        lines.append(f"Attachments: {', '.join(attached)}")
    name, address = parseaddr(_header(message, "From"))
    return Extract(
        "\n\n".join(filter(None, (*lines, body.strip()))),
        title=_header(message, "Subject") or None,
        author=name or address or None,
        date=_date(message),
    )


def _head(message: Message) -> list[str]:
    return [f"{name}: {value}" for name in _SHOWN if (value := _header(message, name))]


def _text(part: Message, attached: list[str]) -> str:
    """The text of a part; what can't be read is named in `attached`."""
    name = " ".join(_decoded(part.get_filename() or "").split())[:200]
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        forwarded = part.get_payload(0)
        assert isinstance(forwarded, Message)
        head = [_header(forwarded, "Subject"), *_head(forwarded)]
        return "\n\n".join(filter(None, (*head, _text(forwarded, attached))))
    if part.is_multipart():
        parts = [each for each in part.get_payload() if isinstance(each, Message)]
        if part.get_content_type() == "multipart/alternative":
            parts.sort(key=lambda each: each.get_content_type() != "text/plain")
            return next((text for each in parts if (text := _text(each, attached)).strip()), "")
        return "\n\n".join(filter(None, (_text(each, attached) for each in parts)))
    if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
        if name:
            attached.append(name)
        return ""
    raw = part.get_payload(decode=True)
    text = _in_charset(raw if isinstance(raw, bytes) else b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        root = parse_html(text.encode())
        return "" if root is None else text_of(blocks_of(root))
    return text.strip()


def _in_charset(raw: bytes, charset: str | None) -> str:
    for name in filter(None, (charset, "utf-8")):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")


def _header(message: Message, name: str) -> str:
    return " ".join(_decoded(str(message.get(name) or "")[:_MAX_HEADER]).split())


def _decoded(value: str) -> str:
    """Encoded words (`=?utf-8?q?...?=`) as what they say."""
    try:
        parts = decode_header(value)
    except ValueError:  # email.errors.HeaderParseError is one
        return value
    text = "".join(part if isinstance(part, str) else _in_charset(part, charset) for part, charset in parts)
    return text.encode("utf-8", "replace").decode()


def _date(message: Message) -> str | None:
    """By the sender's clock, as the message itself says."""
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, OverflowError):
        return None
