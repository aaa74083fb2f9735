"""Bytes → text, or a ValueError that says why they are no text."""

import re
import unicodedata
from collections import defaultdict

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a SQLite database"),
)
# What holds NUL bytes and is of none of these.
DATA = "it holds bytes that no text has"
SAMPLE = 1 << 16
# Of the bytes of UTF-16 without its mark so many are NUL, all of them at even or all at odd places.
_NULS = 0.3
# Bars for a guess by charset_normalizer 3.5, from trials with 11 languages in their legacy code pages, UTF-8 with stray
# bytes, and random bytes. A few stray bytes fit any code page, so a guess also needs enough bytes to rest on. Japanese
# and Chinese score too little coherence, hence are refused rather than misread.
MAX_CHAOS, MIN_COHERENCE, MIN_EVIDENCE = 0.1, 0.45, 12
# Western and Central European; the library takes one for the other ("ñ" read as "ń"), so a text must read alike in all.
LATIN = ("cp1252", "cp1250", "cp1254")
_COMMON = "the|of|and|to|in|is|was|for|that|he|she|it|said"
_ENGLISH = re.compile(rf"\b(?:{_COMMON})\b", re.IGNORECASE)
_MIN_ENGLISH = 0.05  # English prose has a fifth of such words; a few stray bytes, or a word alone, are no prose
_NOT_ASCII, _WORD, _LETTER = re.compile(r"[^\x00-\x7f]"), re.compile(r"[^\W\d_]+"), r"[^\W\d_]"
# Typography where it may stand. Mac Roman and the pages of DOS have letters in its place: their "Dalí" would be "Dal’".
_PLACED = re.compile(
    rf"(?<![\w„])[“‘„«](?![\s“„])|(?<!{_LETTER})(?:[•©’]|[–—](?!{_LETTER})|\xa0)|[”»€°\xa0](?!{_LETTER})|…"
    rf"|(?<=s)’(?!{_LETTER})|’(?i:[stdm]|re|ve|ll)(?!{_LETTER})|(?<=\b[A-Z])’(?=[A-Z])"
    rf"|(?<={_LETTER}{{4}})[–—\xa0](?={_LETTER}{{4}})|[–—\xa0](?=(?:{_COMMON})\b)"
)
# Only code pages of text: Python also knows codecs such as unicode_escape, which can make lone surrogates.
_CHARSET = re.compile(
    rb"(?:charset|<\?xml [^>]{0,100}encoding)\s*=\s*[\"']?"
    rb"(?P<name>(?:windows-|iso-8859-|latin|koi8-|shift_jis|euc-|gb|big5|macintosh)[0-9a-z_-]{0,12})",
    re.IGNORECASE,
)
_JAPANESE = re.compile(rb"\x1b\$[@B]")  # ASCII but for these, so it passes for UTF-8

# Python sorts a run of combining marks in quadratic time: 80,000 of them (160 kB) take 10 s to normalise.
MAX_MARKS = 500
_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS},}}")


def binary_kind(raw: bytes) -> str | None:
    """What kind of binary these first bytes of a file are; None for what may be text."""
    for magic, kind in MAGIC:
        if raw.startswith(magic):
            return kind
    return DATA if b"\0" in raw and _utf16(raw) is None else None


def _utf16(raw: bytes) -> str | None:
    """Return which UTF-16 the bytes are in, by its mark or by where NUL bytes stand."""
    for bom, encoding in BOMS[1:]:
        if raw.startswith(bom):
            return encoding
    start = raw[: SAMPLE // 16]
    counts = start[::2].count(0), start[1::2].count(0)
    if max(counts) < _NULS * len(start) or min(counts) > 0:
        return None
    return "utf-16-be" if counts[0] else "utf-16-le"


def decode(raw: bytes, declared: str | None = None) -> str:
    """UTF-8; UTF-16, by its mark or its NUL bytes; ISO-2022-JP, by its escapes; the `declared` encoding; or a confident guess.

    ValueError with the cause.
    """
    bom, encoding = next((each for each in BOMS if raw.startswith(each[0])), (b"", None))
    if bom == b"" and b"\0" in raw:
        encoding = _utf16(raw)
    elif bom == b"" and _JAPANESE.search(raw):
        encoding = "iso2022_jp"
    try:
        return raw[len(bom) :].decode(encoding or "utf-8")
    except UnicodeDecodeError as exc:
        if encoding is None and not _is_damaged_utf8(raw, exc.start):
            for guess in filter(None, (declared, _guess(raw, exc.start))):
                try:
                    return raw.decode(guess)
                except (UnicodeDecodeError, LookupError):
                    continue
        byte = len(bom) + exc.start
        raise ValueError(f"can't be read as text from byte {byte} on; save its text as UTF-8 and add that") from exc


def normalise(text: str) -> str:
    """Newlines as \\n, Unicode in NFC; no character else is touched. ValueError for endless combining marks."""
    for run in _MARKS.finditer(text):
        if sum(unicodedata.combining(char) > 0 for char in run[0]) > MAX_MARKS:
            raise ValueError(f"over {MAX_MARKS} combining marks in a row at character {run.start()}; remove them")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def declared_encoding(raw: bytes, charset: str | None = None, *, markup: bool) -> str | None:
    """The code page that the server, or else a page's head, names; browsers read Latin-1 as Windows-1252, and so do we."""
    match = _CHARSET.match(b"charset=" + (charset or "").encode("ascii", "replace"))
    if match is None and markup:
        match = _CHARSET.search(raw[:2048])
    name = match["name"].decode("ascii").lower() if match else None
    return "cp1252" if name in {"iso-8859-1", "latin1"} else name


def _is_damaged_utf8(raw: bytes, first_bad: int) -> bool:
    """Whether these are UTF-8 with stray bytes: a code page's letters seldom happen to form valid UTF-8 sequences."""
    around = raw[max(0, first_bad - SAMPLE) : first_bad + SAMPLE]
    kept = around.decode("utf-8", "ignore")
    valid = sum(len(char.encode()) for char in kept if not char.isascii())
    return valid >= sum(byte > 127 for byte in around) - valid


def _guess(raw: bytes, first_bad: int) -> str | None:
    """The encoding that the bytes, or those around the first bad one, are surely in; None where it might be another."""
    from charset_normalizer import from_bytes

    latin = _latin(raw)
    if latin is not None:
        is_english = len(_ENGLISH.findall(latin)) > _MIN_ENGLISH * len(_WORD.findall(latin))
        if is_english or not any(map(str.isalpha, _NOT_ASCII.findall(latin))):
            return LATIN[0]
    if sum(byte > 127 for byte in raw[first_bad : first_bad + SAMPLE]) < MIN_EVIDENCE:
        return None
    best = from_bytes(raw[max(0, first_bad - SAMPLE) : first_bad + SAMPLE]).best()
    if best is None or best.chaos > MAX_CHAOS or best.coherence < MIN_COHERENCE:
        return None
    letters = [char for char in str(best) if char.isalpha()]
    if sum(not char.isascii() for char in letters) > len(letters) / 2:  # Cyrillic, Greek, …
        return best.encoding
    return LATIN[0] if latin is not None else None


def _latin(raw: bytes) -> str | None:
    """The text, where all Latin code pages read the same and each character beyond ASCII stands where it may; else None."""
    try:
        text, *others = {raw.decode(encoding) for encoding in LATIN}
    except UnicodeDecodeError:
        return None
    placed: dict[str, list[bool]] = defaultdict(list)
    for found in _NOT_ASCII.finditer("" if others else text):
        at, char = found.start(), found[0]
        right = (
            _is_letter(text[max(0, at - 2) : at], char, text[at + 1 : at + 2]) if char.isalpha() else _PLACED.match(text, at)
        )
        placed["’" if char == "‘" else char].append(bool(right))
    # Whoever writes may misplace a quotation mark, but a misplaced letter is another character.
    sure = (all(places) if char.isalpha() else 2 * sum(places) >= len(places) for char, places in placed.items())
    return None if others or not all(sure) else text


def _is_letter(before: str, char: str, after: str) -> bool:
    """Whether it is a letter of Latin-1 beside those of ASCII, neither a capital within a word nor a small one that begins it.

    Mac Roman's "wait…" would be "waitÉ", its "Álvarez" "çlvarez", and its "Köln" "Kšln".
    """
    word = before if before.isalpha() else before[-1:]  # the other "ä" of "ää", too, has a letter of ASCII before it
    beside = any(each.isalpha() and each.isascii() for each in word + after)
    return char < "\u0100" and beside and (not word[-1:].islower() if char.isupper() else word[-1:].isalpha())
