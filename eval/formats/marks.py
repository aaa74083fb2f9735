"""Whether a quote is marked on the right words of its page, in PDFs that other programs wrote.

    python -m eval.formats.marks FOLDER [--files 10] [--sentences 20]

Of PDFs below the folder that were read with enough sentences some are drawn by lot, and sentences of each. What PDFium finds
below the boxes of a sentence is compared with its letters, as `eval.benchmarks.marks` does.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from eval.benchmarks.marks import Marks, letters_of, text_below
from qa.documents.chunking import sentences
from qa.documents.files import find_files, load
from qa.documents.formats.pdf import page_of
from qa.documents.pages import PageViews, page_at
from qa.store.sql import StoredFile
from qa.types import Document, Span

_MAX_BYTES = 50_000_000
_WORDS = 5  # of a sentence at least


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--sentences", type=int, default=20)
    given = parser.parse_args()
    chance, views, whole = random.Random(7), PageViews(), Marks()
    paths = [path for path in find_files([given.folder]).files if path.suffix.lower() == ".pdf"]
    chance.shuffle(paths)
    measured = 0
    for path, document, file, spans in _read(paths, given.sentences):
        tally = Marks()
        for span in chance.sample(spans, given.sentences):
            asked = Counter(letters_of(span.of(document.text)))
            under = Counter(letters_of(_under(views, document, file, span)))
            tally.add(asked, under)
            whole.add(asked, under)
        print(f"{path.name[:80]:80} {tally}", flush=True)
        measured += 1
        if measured == given.files:
            break
    views.close()
    print(f"{measured} files: {whole}")


def _read(paths: list[Path], enough: int) -> Iterator[tuple[Path, Document, StoredFile, list[Span]]]:
    for path in paths:
        for loaded in load(path, max_bytes=_MAX_BYTES):
            # Words that were recognised stand on no page that PDFium could be asked.
            if loaded.document is None or loaded.original is None or loaded.original.words:
                continue
            text = loaded.document.text
            spans = [
                Span(each.start, each.end) for each in sentences(text) if len(text[each.start : each.end].split()) >= _WORDS
            ]
            if len(spans) >= enough:
                yield path, loaded.document, StoredFile(".pdf", "", path.read_bytes()), spans


def _under(views: PageViews, document: Document, file: StoredFile, span: Span) -> str:
    paper, found = pypdfium2.PdfDocument(file.content), []
    for number in range(page_at(document.text, span.start), page_at(document.text, span.end - 1) + 1):
        page, sheet = views.page(file, document, number, [span]), page_of(paper, number - 1)
        found += [text_below(sheet, box) for box in page.places.get(span, ())]
    return "".join(found)


if __name__ == "__main__":
    main()
