"""RTF → its text with tables, notes, text boxes, heads and feet of pages, and comments, by striprtf; metadata.

striprtf leaves out notes, comments, heads and feet of pages: they are brought to the end of what it reads. Runs in the helper
process.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.documents.formats.markup import Block, text_of
from qa.documents.formats.office import assembled, comment_by
from qa.documents.formats.registry import Extract, reads

# Signs of Unicode's private use area, which no text has; they say that a paragraph is a heading, or what begins.
HEADINGS = {chr(0xE000 + level): f"h{min(level, 5) + 1}" for level in range(9)}
NOTE, MARGIN, AUTHOR, COMMENT = map(chr, range(0xE100, 0xE104))

_TOKEN = re.compile(
    r"\\bin(?P<bytes>\d{1,9}) ?|\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,10})? ?|\\'..|\\.|[{}]|[^\\{}]+", re.DOTALL
)
_APART = {
    **dict.fromkeys(("header", "headerf", "headerl", "headerr", "footer", "footerf", "footerl", "footerr"), MARGIN),
    "footnote": NOTE,
    "annotation": COMMENT,
    "atnauthor": AUTHOR,
}
_BOXES = frozenset({"shptxt", "dptxbxtext"})
# What a field is made by, pictures, and what stands there a second time for older programs.
_NOT_READ = frozenset({"fldinst", "pict", "objdata", "shprslt", "themedata", "datastore"})
# Without the word, striprtf reads what stands in these.
_IN_PLACE = frozenset({"upr", "object", "result"})
_PRINTED = frozenset("u tab line lquote rquote ldblquote rdblquote emdash endash emspace enspace bullet".split())
_END = r"\par "
_HEAD = 100_000  # bytes in which metadata stands
_VALUE = r"{\\%s\s+((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d{1,6} ?\??)*)}"
_CREATED = re.compile(r"\\creatim\s?\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_HEADING = re.compile(f"[{''.join(HEADINGS)}]")
_Part = tuple[str, list[Block]]  # NOTE, MARGIN, … or "" for the text, and its blocks


@dataclass(slots=True)
class _Group:
    target: list[str]
    hidden: bool = False
    in_table: bool = False
    left_out: bool = False


def readable(source: str) -> str:
    """What is deleted or hidden is left out; a paragraph in a cell doesn't end its row; a text box follows its paragraph."""
    body: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    boxes: list[tuple[str, list[str]]] = []
    groups = [_Group(body)]
    at = 0
    while found := _TOKEN.match(source, at):
        at = found.end() + int(found["bytes"] or 0)
        token, word = found[0], found["word"] or ""
        if token == "{":
            groups[-1].target.append(token)
            groups.append(replace(groups[-1]))
        elif token == "}":
            if len(groups) == 2:  # the file's own
                body += _flushed(boxes) + _flushed(parts)
            if len(groups) > 1:
                groups.pop()
            groups[-1].target.append(token)
        elif word in _APART or word in _BOXES or word in _NOT_READ:
            groups[-1].target = []
            groups[-1].left_out |= word in _NOT_READ
            if not groups[-1].left_out:
                (boxes if word in _BOXES else parts).append((_APART.get(word, ""), groups[-1].target))
        else:
            here = groups[-1]
            told = _replacement(here, word, found["value"] or "", token)
            here.target += told
            if here.target is body and boxes and (told == [_END] or word == "row"):
                body += _flushed(boxes)
    return "".join(body + _flushed(boxes) + _flushed(parts))


def _replacement(group: _Group, word: str, value: str, token: str) -> list[str]:
    """What is told instead of a token, which may change the group that it is in."""
    if word in {"v", "deleted"}:
        group.hidden = value != "0"
    elif word == "plain":
        group.hidden = False
    elif word in {"pard", "intbl"}:
        group.in_table = word == "intbl"
    if group.hidden and (word in _PRINTED or not word):
        return []
    if token == r"\*" and group.target and group.target[-1].strip() not in {"", "{"}:
        return []  # within a group it says nothing of the whole group, as striprtf believes
    if word in _IN_PLACE:
        return []
    if word == "par":
        return [r"\tab " if group.in_table else _END]
    if word == "outlinelevel" and len(value) == 1 and value < "9":
        return [_written(chr(0xE000 + int(value)))]
    return [{"pntext": r"\listtext ", "column": r"\line "}.get(word, token)]


def _flushed(apart: list[tuple[str, list[str]]]) -> list[str]:
    told = [f"{_END}{_written(sign)}{{{''.join(tokens)}}}{_END}" for sign, tokens in apart]
    apart.clear()
    return told


def _written(sign: str) -> str:
    return rf"{{\uc0\u{ord(sign)} }}" if sign else ""


@reads(".rtf", "application/rtf", "text/rtf", "text/richtext", starts=b"{\\rtf")
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is no RTF, is damaged, or holds no text."""
    if not raw.startswith(b"{\\rtf"):
        raise ValueError("is no RTF; save it again as .rtf")
    source = raw.decode("cp1252", "replace")  # all of it is ASCII but for what a careless program wrote
    (_, blocks), *others = _parts(_text(readable(source)))
    found = _CREATED.search(source, 0, _HEAD)
    created = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None
    return assembled(
        blocks,
        (words for part, lines in others if part == MARGIN for _, words in lines),
        declared=(_declared(source, "title"), _declared(source, "author"), created),
        before=(text_of(words) for part, words in others if part == NOTE),
        after=_comments(others),
    )


def _text(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(source, errors="replace")
    except (ValueError, OverflowError, LookupError, TypeError) as exc:
        raise ValueError("is damaged: a command in it has a number that it can't have; save it again") from exc
    # What isn't in Unicode's first plane is written as two surrogates.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\xad", "")


def _parts(text: str) -> list[_Part]:
    """The text itself is the first of them."""
    parts: list[_Part] = [("", [])]
    for line in text.split("\n"):
        if line[:1] in {NOTE, MARGIN, AUTHOR, COMMENT}:
            parts.append((line[0], []))
            line = line[1:]
        if words := _block(_HEADING.sub("", line)):
            heading = _HEADING.search(line)
            parts[-1][1].append((HEADINGS[heading[0]] if heading else "", words))
    return parts


def _block(line: str) -> str:
    """A paragraph, or a table's row as `cell | cell`."""
    if line.rstrip().endswith("|"):
        return " | ".join(" ".join(cell.split()) for cell in line.rstrip().removesuffix("|").split("|")).strip(" |")
    return " ".join(line.split())


def _comments(parts: list[_Part]) -> Iterator[str]:
    author = ""
    for part, lines in parts:
        words = " ".join(words for _, words in lines)
        if part == AUTHOR:
            author = words
        elif part == COMMENT and words:
            yield comment_by(author, words)


def _declared(source: str, name: str) -> str | None:
    found = re.compile(_VALUE % name).search(source, 0, _HEAD)
    return _text("{\\rtf1 " + found[1] + "}").strip() or None if found else None
