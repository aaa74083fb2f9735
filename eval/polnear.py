"""Scores statements against the attributions of US political articles that others labelled: `python -m eval.polnear FOLDER`.

FOLDER is `data/test` (or `train`, `dev`) of the PolNeAR corpus (Newell et al. 2018): `text/*.txt` and `attributions/*.ann`. Its
attributions are wider than our statements: thoughts and wishes count too. So what was said in quote marks and what a verb of
speech reports are scored apart, and of our statements whether they lie in an attribution of any kind.

An attribution is found if our statements hold at least half of its content's characters; its speaker is right if the one who
speaks most of them has the last name of the labelled source. Only sources with a name in them count there.
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.spoken import shared
from eval.tally import Tallies, lines_by_article
from qa.attribution import find_statements
from qa.types import Document, Span, Statement

# The verbs that tell of words said, whatever else a writer's lexicon has: they are the set's, so no list of ours decides.
_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|according to|add(?:ed|s|ing)|announc|wr(?:ote|ites?|iting)|argu(?:ed|es|ing)"
    r"|claim(?:ed|s|ing)|acknowledg|declar|stat(?:ed|es|ing)|warn(?:ed|s|ing)|report(?:ed|s|ing)|explain|insist|admit|respond"
    r"|repl(?:ied|ies)|tweet|not(?:ed|es|ing)\b)"
)
_QUOTED = re.compile(r"[“”\"]")
_ENTRY = re.compile(r"(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t(.*)")
_EVENT = re.compile(r"E\d+\tAttribution:T\d+ (.*)")
_NAME = re.compile(r"\b(?!(?:The|A|An|He|She|It|They|We|I|His|Her|Their|One|This|That|Some|Many|Others?)\b)[A-Z][\w’'-]+")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Attribution:
    """One labelled attribution: the spans of what was said, and the words for who said it and that they did."""

    content: tuple[Span, ...]
    source: str
    cue: str

    @property
    def letters(self) -> int:
        return sum(each.end - each.start for each in self.content)


def read_folder(folder: Path) -> Iterator[tuple[str, list[Attribution]]]:
    """The articles with their attributions; of two annotators the first by name counts."""
    for path in sorted((folder / "text").glob("*.txt")):
        labels = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if labels:
            yield path.read_text(encoding="utf-8"), list(_attributions(labels[0].read_text(encoding="utf-8")))


def _attributions(annotated: str) -> Iterator[Attribution]:
    spans: dict[str, tuple[Span, ...]] = {}
    words: dict[str, str] = {}
    for entry in _ENTRY.finditer(annotated):
        name, _, places, text = entry.groups()
        spans[name] = tuple(Span(*map(int, place.split())) for place in places.split(";"))
        words[name] = text
    for event in _EVENT.finditer(annotated):
        parts: dict[str, list[str]] = {}
        for part in event[1].split():
            role, name = part.split(":")
            parts.setdefault(role.rstrip("0123456789"), []).append(name)
        content = tuple(span for name in parts.get("Content", ()) for span in spans.get(name, ()))
        if content:
            source, cue = (" ".join(words.get(name, "") for name in parts.get(role, ())) for role in ("Source", "Cue"))
            yield Attribution(content, source, cue)


def count(text: str, labels: list[Attribution]) -> Tallies:
    """How often each figure came out right in one article."""
    ours = find_statements(Document.create(source="gold", title="", text=text))
    counts = Tallies()
    for label in labels:
        said = "".join(text[each.start : each.end] for each in label.content)
        quoted = _QUOTED.search(said) is not None
        if not quoted and not _SPEECH.search(label.cue.lower()):
            continue
        kind = "in quote marks" if quoted else "by a verb of speech"
        held = {one: sum(shared(one, each) for each in label.content) for one in ours}
        found = _covered(ours, label.content) >= _HALF * label.letters
        counts.add(f"{kind}: found", found)
        if found and _NAME.search(label.source):
            most = max(held, key=lambda one: held[one])
            counts.add(f"{kind}: named speaker right", _same(most.speaker, label.source))
    contents = [each for label in labels for each in label.content]
    for one in ours:
        counts.add("ours: lies in an attribution", _covered(contents, (one,)) >= _HALF * (one.end - one.start))
    return counts


def _covered(spans: tuple[Statement, ...] | list[Span], content: tuple[Span, ...]) -> int:
    """How many characters of the content the spans cover, each counted once."""
    places = {place for each in content for one in spans for place in range(max(one.start, each.start), min(one.end, each.end))}
    return len(places)


def _same(speaker: str | None, source: str) -> bool:
    names = _NAME.findall(re.sub(r"[’']s\b", "", source))
    return speaker is not None and any(name in re.sub(r"[’']s\b", "", speaker).split() for name in names)


def main() -> None:
    parser = argparse.ArgumentParser(description="Statements against the attributions of the PolNeAR corpus.")
    parser.add_argument("folder", type=Path)
    counted = [count(text, labels) for text, labels in read_folder(parser.parse_args().folder)]
    print(*lines_by_article(counted), sep="\n")


if __name__ == "__main__":
    main()
