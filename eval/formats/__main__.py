"""What becomes of real files: taken in, refused with a sentence, or not read at all; and how much of their words is there.

    python -m eval.formats FOLDER [--below 0.9] [--json OUT]

Every supported file below the folder is read as the product reads it. "Words" is the share of another reader's words
(`eval.formats.looks`) that our text has, "pairs" the share of its pairs of neighbouring words: that falls where
the order is another, or words are run together. Seconds are the processor's, of the helper that reads; megabytes are its peak.
"""

import argparse
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from eval.benchmarks.resources import processor_seconds_of
from eval.datasets import write_json_lines
from eval.formats.looks import other_words, words
from qa.documents import helper
from qa.documents.files import find_files, load

_MAX_BYTES = 50_000_000  # the setting's default
# What the helper says of a file that its reader had no sentence for.
_UNFORESEEN = re.compile(r"can't be read as [\w -]+ \(|ended the process|took over")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`found` and `pairs` are shares, None where there is no other reader; `kind` is "taken", "refused" or "unforeseen"."""

    file: str
    format: str
    kind: str
    said: str
    characters: int
    found: float | None
    pairs: float | None
    seconds: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--below", type=float, default=0.9, help="list the files of which fewer words were found")
    parser.add_argument("--json", type=Path, help="write the outcome of every file to this file")
    given = parser.parse_args()
    outcomes = []
    for path in find_files([given.folder]).files:
        outcomes.append(_outcome(path))
        if outcomes[-1].kind != "taken" or (outcomes[-1].found or 1.0) < given.below:
            print(_line(outcomes[-1]), flush=True)
    if given.json:
        write_json_lines(given.json, map(asdict, outcomes))
    print("\n".join(_table(outcomes)))


def _outcome(path: Path) -> Outcome:
    begun = _used()
    loaded = list(load(path, max_bytes=_MAX_BYTES))
    seconds, megabytes = _used() - begun, _peak()
    texts = [each.document.text for each in loaded if each.document]
    errors = [str(each.error).removeprefix(f"{each.source}: ") for each in loaded if each.error]
    kind = "taken" if texts else "unforeseen" if _UNFORESEEN.search(errors[0]) else "refused"
    found = pairs = None
    if texts and (other := other_words(path)):
        ours = words("\n".join(texts))
        found = _share(other, ours)
        pairs = _share(list(pairwise(other)), list(pairwise(ours))) if len(other) > 1 else None
    characters = sum(map(len, texts))
    return Outcome(
        path.name, path.suffix.lower()[1:], kind, "; ".join(errors), characters, found, pairs, max(0.0, seconds), megabytes
    )


def _share(asked: Sequence[object], there: Sequence[object]) -> float:
    return (Counter(asked) & Counter(there)).total() / max(1, len(asked))


def _used() -> float:
    """Seconds of the processor that this process and its helper have used; a helper that was ended counts for nothing."""
    used = os.times()
    helping = 0.0
    if process := helper.file_helper.process_id:
        with suppress(OSError):
            helping = processor_seconds_of(process)
    return used.user + used.system + helping


def _peak() -> float:
    """The most megabytes that the helper has held since this was last asked (Linux)."""
    process = helper.file_helper.process_id
    if process is None:
        return 0.0
    with suppress(OSError):
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    return 0.0


def _line(each: Outcome) -> str:
    shares = (
        "" if each.found is None else f"words {each.found:.2f} pairs {each.pairs or 0:.2f} of {each.characters:,} characters"
    )
    return f"{each.kind:10} {each.format:5} {each.file[:90]}: {each.said[:200] or shares}"


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        groups[each.format].append(each)
    yield "| format | files | taken in | refused | unforeseen | words | pairs | words, lowest | longest, s | most, MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, group in sorted(groups.items()):
        kinds = Counter(each.kind for each in group)
        found = [each.found for each in group if each.found is not None]
        pairs = [each.pairs for each in group if each.pairs is not None]
        shares = (f"{median(found):.3f}" if found else "–", f"{median(pairs):.3f}" if pairs else "–")
        cells = (name, len(group), kinds["taken"], kinds["refused"], kinds["unforeseen"], *shares)
        lowest = f"{min(found):.3f}" if found else "–"
        slowest, largest = max(each.seconds for each in group), max(each.megabytes for each in group)
        yield f"| {' | '.join(map(str, cells))} | {lowest} | {slowest:.1f} | {largest:.0f} |"


if __name__ == "__main__":
    main()
