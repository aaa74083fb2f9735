"""RTF as striprtf reads it whole: what it leaves out (notes, comments, heads and feet of pages) is brought to the end.

Runs in the helper process.
"""

import re
from dataclasses import dataclass, replace

# Signs of Unicode's private use area, which no text has: that a paragraph is a heading, or what begins.
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
_TOLD = frozenset("u tab line lquote rquote ldblquote rdblquote emdash endash emspace enspace bullet".split())
_END = r"\par "


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
            told = _told(here, word, found["value"] or "", token)
            here.target += told
            if here.target is body and boxes and (told == [_END] or word == "row"):
                body += _flushed(boxes)
    return "".join(body + _flushed(boxes) + _flushed(parts))


def _told(group: _Group, word: str, value: str, token: str) -> list[str]:
    """What is told instead of a token, which may change the group that it is in."""
    if word in {"v", "deleted"}:
        group.hidden = value != "0"
    elif word == "plain":
        group.hidden = False
    elif word in {"pard", "intbl"}:
        group.in_table = word == "intbl"
    if group.hidden and (word in _TOLD or not word):
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
