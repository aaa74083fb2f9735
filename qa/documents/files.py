"""Paths and folders → the files to load; one file → its documents."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.documents.document_builder import fingerprint_of, loaded_from
from qa.documents.formats.registry import format_of, supported
from qa.documents.outcome import Loaded, cause_of, shown, source_of
from qa.types.errors import with_setting

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
    `outside` the links that lead out of them."""

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
        # What lies below a folder that may not be entered isn't a folder either; `_given` names the cause.
        for entry in _below(path) if os.path.isdir(path) else [_given(path)]:
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
    while folders:  # os.walk calls itself for each level below, and 1,000 are too many for Python
        folder = folders.pop()
        try:
            with os.scandir(folder) as scan:
                entries = sorted((entry for entry in scan if not entry.name.startswith(".")), key=lambda each: each.name)
                for entry in entries:
                    # By the folder's own entry: in one that may be listed but not entered, looking at the file fails.
                    if entry.is_symlink():
                        links.append(folder / entry.name)
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(folder / entry.name)
                    else:
                        files.append(folder / entry.name)
        except OSError as exc:
            yield Loaded.failed(shown(folder), cause_of(exc))
    real_root = os.path.realpath(root)
    taken = {os.path.realpath(path) for path in files}
    for link in sorted(links):
        try:
            target = os.path.realpath(link)
        except OSError as exc:  # of another user's process, for one: /proc/1/cwd
            yield Loaded.failed(shown(link), cause_of(exc))
            continue
        if not Path(target).is_relative_to(real_root):
            yield None
        elif target not in taken and not os.path.isdir(target):
            taken.add(target)
            files.append(link)
    yield from sorted(files)


def load(path: Path, *, max_bytes: int, known: Callable[[str, str], bool] | None = None) -> Iterator[Loaded]:
    """Every document of a file, or what is wrong with it. `max_bytes` bounds a file, and a document in a file of many.

    `known` says of a source and a fingerprint whether that document is there already: then its file isn't parsed again, which
    would be most of the work of looking at a folder of PDFs once more.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield Loaded.failed(shown(path), "is a folder; find_files lists the files in it")
        elif (format_ := format_of(path.suffix)) is None:
            yield unsupported(path)
        elif not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its writer
            yield Loaded.failed(shown(path), f"is a pipe or device, not a file; supported: {supported()}")
        elif format_.read_many is not None:
            yield from format_.read_many(path, max_bytes)
        else:
            raw = _bytes(path, max_bytes)
            source, suffix = source_of(path), path.suffix.lower()
            try:
                source.encode()
            except UnicodeEncodeError as exc:
                raise ValueError("the file's name isn't valid UTF-8; rename it") from exc
            fingerprint = fingerprint_of(raw, suffix)

            def content(size: int = len(raw)) -> bytes | None:
                """Read once more when it is stored, so that no more than one file is held at a time."""
                try:
                    raw = _bytes(path, size)
                except (OSError, ValueError):
                    return None
                return raw if fingerprint_of(raw, suffix) == fingerprint else None

            if known is not None and known(source, fingerprint):
                yield Loaded(source, unchanged=True)
            else:
                yield loaded_from(raw, suffix, source=source, content=content)
    except (FileNotFoundError, NotADirectoryError):
        yield Loaded.missing(shown(path))
    except OSError as exc:
        yield Loaded.failed(shown(path), cause_of(exc))
    except ValueError as exc:
        yield Loaded.failed(shown(path), str(exc))


def _bytes(path: Path, max_bytes: int) -> bytes:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        raw = file.read(max_bytes + 1) if size <= max_bytes else b""
    if (size := max(size, len(raw))) > max_bytes:  # it grew, or is of the kind that tells no size
        limit = f"{size / 1e6:,.1f} MB is over the limit of {max_bytes / 1e6:g} MB; split it"
        raise ValueError(with_setting(limit, "QA_MAX_FILE_MB"))
    return raw
