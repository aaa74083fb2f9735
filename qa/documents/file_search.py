"""Paths and folders → the files to load."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.documents.formats.registry import format_of, supported
from qa.documents.outcome import Loaded, cause_of, shown, source_of

# What the program of a file can save it as, where its own kind isn't read.
_SAVE_AS = {
    **dict.fromkeys((".doc", ".dot", ".pages", ".wps", ".wpd", ".sxw"), ".docx"),
    **dict.fromkeys((".xls", ".xlsb", ".numbers", ".ods"), ".xlsx"),
    **dict.fromkeys((".ppt", ".pps", ".key", ".odp"), ".pptx"),
    **dict.fromkeys((".mobi", ".azw", ".azw3"), ".epub"),
    **dict.fromkeys((".srt", ".vtt"), ".txt"),
    ".msg": ".eml",
    ".pst": ".mbox",
}


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """`files` in the order given, folders sorted inside, each file once. `skipped` counts other types in folders, by suffix;
    `outside` the links that lead out of them.
    """

    files: tuple[Path, ...]
    failures: tuple[Loaded, ...]
    skipped: Mapping[str, int]
    outside: int


def find_files(paths: Sequence[Path]) -> FoundFiles:
    """Expand folders. What can't be looked into, or isn't of a supported type though named, is among the failures."""
    files: dict[str, Path] = {}
    failures: list[Loaded] = []
    skipped: Counter[str] = Counter()
    outside = 0
    for path in paths:
        found = _below(path) if _is_folder(path) else [_given(path)]
        for entry in found:
            if entry is None:
                outside += 1
            elif isinstance(entry, Loaded):
                failures.append(entry)
            elif is_supported(entry):
                files.setdefault(source_of(entry), entry)
            else:
                skipped[entry.suffix.lower()] += 1
    return FoundFiles(tuple(files.values()), tuple(failures), dict(sorted(skipped.items())), outside)


def is_supported(path: Path) -> bool:
    found = format_of(path.suffix)
    return found is not None and found.missing is None


def unsupported(path: Path) -> Loaded:
    found = format_of(path.suffix)
    if found is not None and found.missing is not None:
        return Loaded.failed(shown(path), found.missing)
    if better := _SAVE_AS.get(path.suffix.lower()):
        return Loaded.failed(shown(path), f"{path.suffix} files aren't supported; save it as {better} and add that")
    kind = f"{path.suffix} files" if path.suffix else "files without a suffix"
    return Loaded.failed(shown(path), f"{kind} aren't supported; supported: {supported()}")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # below a folder that may not be entered; _given names the cause


def _given(path: Path) -> Path | Loaded:
    """A path that the caller named and that is no folder."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Loaded.missing(shown(path))
    except (OSError, ValueError) as exc:
        return Loaded.failed(shown(path), cause_of(exc))
    return path if is_supported(path) else unsupported(path)


def _below(root: Path) -> Iterator[Path | Loaded | None]:
    """Every file below a folder in sorted order, hidden ones left out; an unreadable folder as a failure, a link that leads
    out of it as None.

    A link to a folder is not entered. A link to a file counts where its target lies below `root` and isn't found by
    itself, so nothing outside the given folder is read and no text is found twice.
    """
    files: list[Path] = []
    links: list[Path] = []
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as scan:
                entries = sorted((entry for entry in scan if not entry.name.startswith(".")), key=lambda e: e.name)
        except OSError as exc:
            yield Loaded.failed(shown(folder), cause_of(exc))
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.is_symlink():
                links.append(path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                files.append(path)
    real_root = os.path.realpath(root)
    taken = {os.path.realpath(path) for path in files}
    for link in sorted(links):
        target = os.path.realpath(link)
        if not Path(target).is_relative_to(real_root):
            yield None
        elif target not in taken and not os.path.isdir(target):
            taken.add(target)
            files.append(link)
    yield from sorted(files)
