"""The formats of files that are read. Each module of a format registers its `read` here; docs/extending.md adds one.

Importing a format's module costs next to nothing: what it parses with is imported when the first file is read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from logging import DEBUG, getLogger
from pathlib import Path
from typing import Any, Literal, TypeVar

from qa.documents.outcome import Loaded
from qa.types.plugins import package_of, plugins

log = getLogger(__name__)

T = TypeVar("T")

# In the order in which they are told.
_BUILT_IN = tuple("texts html pdf docx odt rtf epub pptx sheets mail jsonlines pictures".split())
_GROUP = "citedqa.formats"

Given = Literal["bytes", "text"]
# What formats need beyond what is always installed: the module that tells, and the extra that brings it.
RECOGNITION = ("rapidocr", "ocr")
# Whose pages are shown as they look.
PAGED = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file holds. All but the text is as the file declares it, or None; `links` are a feed's articles, as given.

    A form feed in the text ends a page. `date` is when it was published or sent: an ISO date, or one with its time; `created`
    is when a program made the file, which counts where its first lines tell no day. A table is `named_by_file`: where it
    declares no title, the file's name is better than how its text begins. `words` are those that were recognised on its pages,
    as `qa.documents.formats.lines` packs them. `marks` say which lines of the text are headings and captions, as
    `qa.documents.layout` reads them.
    """

    text: str = ""
    title: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    links: tuple[str, ...] = ()
    named_by_file: bool = False
    words: str = ""
    marks: tuple[tuple[str, int, str], ...] = ()
    created: str | None = None


# A file's bytes, and its address where it has one, → what it holds; ValueError with what is wrong with the file.
Read = Callable[[bytes, str | None], Extract]
# A path, and the most bytes that one document of it may have, → its documents.
ReadMany = Callable[[Path, int], Iterator[Loaded]]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One format, whose reader is in `module`. `read` is None where `read_many` takes a file that may hold many documents."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    module: str
    given: Given = "bytes"
    in_process: bool = False
    starts: bytes = b""
    read: Read | None = None
    read_many: ReadMany | None = None
    needs: tuple[str, str] | None = None

    @property
    def missing(self) -> str | None:
        """What is wrong where the extra that it needs isn't installed."""
        if self.needs is None or is_installed(self.needs):
            return None
        return f"{self.name} files need the extra {self.needs[1]}: pip install 'citedqa[{self.needs[1]}]'"

    @property
    def built_in(self) -> bool:
        return self.module.removeprefix(f"{__package__}.") in _BUILT_IN


_registered: list[FileFormat] = []


def reads(
    *kinds: str,
    name: str | None = None,
    given: Given = "bytes",
    in_process: bool = False,
    starts: bytes = b"",
    needs: tuple[str, str] | None = None,
) -> Callable[[Read], Read]:
    """Register the function below as the reader of a format.

    `kinds` are suffixes (".pdf") and media types ("application/pdf"). `name` is what messages call the format. With
    `given="text"` the bytes are decoded first and arrive as UTF-8; a binary file is then refused. `starts` are the bytes
    that every such file begins with. `needs` are a module that must be installed, and the extra that brings it. The function
    runs in a helper process, which is ended when a file takes too much time or memory, unless `in_process` says that no file
    can make it do that. A later format takes a suffix from an earlier one.
    """
    return lambda read: _registered_as(
        read, kinds, name, given=given, in_process=in_process, starts=starts, read=read, needs=needs
    )


def reads_many(*kinds: str, name: str | None = None) -> Callable[[ReadMany], ReadMany]:
    """Register the function below as the reader of a format whose files hold many documents. It runs in this process."""
    return lambda read: _registered_as(read, kinds, name, read_many=read, in_process=True)


def _registered_as(reader: T, kinds: tuple[str, ...], name: str | None, **how: Any) -> T:
    """`how` are further fields of a `FileFormat`."""
    suffixes = tuple(kind.lower() for kind in kinds if kind.startswith("."))
    if not suffixes:
        raise ValueError(f"a format needs a suffix such as '.pdf', not only {kinds!r}")
    media_types = tuple(kind for kind in kinds if not kind.startswith("."))
    _registered.append(FileFormat(name or suffixes[0][1:].upper(), suffixes, media_types, reader.__module__, **how))
    _by_suffix.cache_clear()
    return reader


@cache
def _by_suffix() -> dict[str, FileFormat]:
    for module in _BUILT_IN:
        import_module(f"{__package__}.{module}")
    _load_plugins()
    order = {f"{__package__}.{module}": place for place, module in enumerate(_BUILT_IN)}
    ranked = sorted(_registered, key=lambda each: order.get(each.module, len(order)))
    return {suffix: each for each in ranked for suffix in each.suffixes}


@cache
def _load_plugins() -> None:
    for name, load in plugins(_GROUP):
        before, package = len(_registered), package_of(_GROUP, name)
        try:
            load()
        except Exception as exc:  # one broken package of somebody else's must not keep the other formats from being read
            why = f"{type(exc).__name__}: {exc}"
            log.error(
                "The format %s can't be loaded (%s); correct the package %s, or uninstall it",
                name,
                why,
                package,
                exc_info=log.isEnabledFor(DEBUG),
            )
        own = {suffix for each in _registered if each.built_in and each.missing is None for suffix in each.suffixes}
        if taken := sorted(own.intersection(suffix for each in _registered[before:] for suffix in each.suffixes)):
            log.warning("%s files are read by the package %s, no longer by CitedQA's own reader", ", ".join(taken), package)


def forget_added() -> None:
    """Forget the formats that others have registered; installed packages are asked again when a format is next looked for."""
    _registered[:] = [each for each in _registered if each.built_in]
    _load_plugins.cache_clear()
    _by_suffix.cache_clear()


def formats() -> tuple[FileFormat, ...]:
    """All of them, each once."""
    return tuple(dict.fromkeys(_by_suffix().values()))


def format_of(suffix: str) -> FileFormat | None:
    """The format of files with this suffix, which may be written in capitals."""
    return _by_suffix().get(suffix.lower())


def suffixes() -> tuple[str, ...]:
    """The suffixes of all formats that can be read here: (".txt", ".md", …)."""
    return tuple(suffix for suffix, each in _by_suffix().items() if each.missing is None)


def has_pages(suffix: str) -> bool:
    """Whether the pages of such files can be shown as they look; a reader that others have added may see other pages."""
    format_ = format_of(suffix)
    return suffix.lower() in PAGED and format_ is not None and format_.built_in


def is_installed(needs: tuple[str, str]) -> bool:
    """Whether the module is there; it isn't imported."""
    return find_spec(needs[0]) is not None


def supported() -> str:
    """The suffixes as messages and help texts list them."""
    return ", ".join(suffixes())
