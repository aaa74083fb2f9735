"""Answers computed from the cells of tables: each row that is used is cited, and what was computed is said in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qa.documents.formats.tables import ROW, is_row
from qa.embedding import Embedder, embed_texts
from qa.english.entities import gender_of_name
from qa.english.request import ABOUT, LINKS, itself
from qa.english.word_classes import AUXILIARIES
from qa.english.words import content_words
from qa.pipeline.asking import Asking
from qa.pipeline.library_model import current_model, of_one_model
from qa.pipeline.refusals import NO_ANSWER, TITLE_OF_IT, unsure
from qa.store.sql import Library, Passage, Place
from qa.types import LIKELY, PERHAPS, Answer, Citation, CitedCell
from qa.types.draft import Draft, cite

if TYPE_CHECKING:
    from qa.reading.tables import Computed, Row, Table, Wish

TABLES = "tables"
# A sheet ("" for a CSV file) and the number of a row there.
RowPlace = tuple[str, int]
# Spreadsheets that a question is matched with; of more, those that have most of its words, by a search for so many rows.
_MATCHED, _SEARCHED = 30, 200
# Rows that an answer cites; where more are used, it says so.
_CITED = 300
_REMEMBERED = 2000  # texts, of 1.5 kB each
_LISTED = 10  # values that make a short answer
# A Markdown heading, and those that a text begins with.
_HEADING = re.compile(r"(?m)^(?P<level>#{1,6}) (?P<words>.*)")
_ROW = re.compile(rf"(?m)^(?P<item>- )?{ROW.pattern}")
_GENDERS = {"he": "m", "she": "f"}
_PERSONAL = re.compile(r"(?i)\b(?:he|she|him|hers?|his)\b")
_HEADINGS = re.compile(r"(?:#{1,6} [^\n]*\n\s*)+")
# Words that tell something, from which on a question with a pronoun says enough for a table.
_TELLING = 2
# How likely the model must be of what a follow-up asks of the table that was just told.
_LEAST_AFTER = 0.2
# The same of a spreadsheet of which a row reads best: what is told else is that row, which answers seldom.
_LEAST_GUESSED = 0.05
_IN_ALL = "altogether|in all|in total"
_COUNTS_THOSE = re.compile(
    rf"(?i){LINKS}how many(?: of (?:them|those|these))?(?: (?:is|are|was|were) (?:that|it|those|these|they|there))?"
    rf"(?: (?:{_IN_ALL}))?[ ?.!]*"
)
# Of all rows of a table, where only one was told: "how many beds do they have all together?"
_OF_ALL = re.compile(rf"(?i)\b(?:they|them|their)\b.* (?:{_IN_ALL}|all together|combined)\b")
_WHICH_ONE = re.compile(r"(?i)\bwhich (?:one|of (?:them|these|those))\b")
_ASKS_WHY = re.compile(rf"(?i){LINKS}why\b")
_ASKS_NO_CELL = re.compile(rf"(?i){LINKS}(?:why|{'|'.join(AUXILIARIES)})\b")


class Near:
    """Cosines of short texts. They are remembered, by one model: the headings of tables are compared with each question."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._remembered: tuple[Embedder, dict[str, np.ndarray]] = (embedder, {})

    def __call__(self, word: str, others: Sequence[str]) -> list[float]:
        model = current_model(self._embedder)
        of_model, remembered = self._remembered  # another thread may put others there
        if of_model is not model or len(remembered) > _REMEMBERED:
            self._remembered = (model, remembered := {})
        texts = dict.fromkeys((word, *others))
        known = {text: vector for text in texts if (vector := remembered.get(text)) is not None}
        new = [text for text in texts if text not in known]
        known |= zip(new, embed_texts(model, new), strict=True)
        remembered |= known
        return [float(known[word] @ known[other]) for other in others]


@dataclass(frozen=True, slots=True, eq=False)
class TableAnswers:
    """Answers over one library."""

    library: Library
    near: Near

    def answer(self, asking: Asking, found: Sequence[Passage] | None = None) -> Answer | None:
        """Answer from a spreadsheet in scope that has all that the question says; None where none has.

        Where passages were found, answer from tables in the documents of those that have a row, and only what is sure, since
        text may tell it, too. "When does it start?" alone says too little. Raises LibraryError, ModelError.
        """
        with asking.timed("tables"):
            asked = TITLE_OF_IT.sub("", asking.search_text)
            told = self._computed(replace(asking, standalone=asked), found)
        return None if told is None or _says_little(asked) else told

    @of_one_model
    def after(self, asking: Asking) -> Answer | None:
        """Answer a follow-up on the spreadsheet that the last answer quotes, when it asks for neither a reason nor a yes or no.

        What points back, "who paid that", "how much is that in all", is asked of the rows that were quoted, any other one of
        their table, as is "how many do they have in all" after one row. It is never sure.
        """
        told = next((turn for turn in reversed(asking.question.history) if turn.role == "assistant"), None)
        if told is None or not (rows := rows_in(told.text)) or _ASKS_NO_CELL.match(asking.question.text):
            return None
        documents = self.library.in_scope(asking.question.scope)
        sheets = {place.document_id: place for place in self.library.census.spreadsheets(documents)}
        if (place := sheets.get(next(iter(told.documents), ""))) is None:
            return None
        text = self.library.texts([place.document_id]).get(place.document_id, "")
        from qa.pipeline.follow_ups.shortened import is_shortened
        from qa.reading.tables import as_asked, computed

        typed, full = asking.question.text, itself(asking.standalone)
        completed = full if is_shortened(typed) and full != typed else None
        with asking.timed("tables"):
            asked = completed or typed
            wish = self._of_rows(asked, _called(place.title, text), text, rows, completed=completed is not None)
            wish = as_asked(asked, wish) if wish is not None else None
        result = computed(wish.table, wish.program) if wish is not None else None
        if wish is None or result is None or not result.short:
            return None
        return self._told(asking, replace(wish, unsure=True), result, place, text)

    @of_one_model
    def guessed(self, asking: Asking, document: str) -> Answer | None:
        """Answer from the tables of one spreadsheet (its id), what the question likeliest asks there, however unlikely it is.

        It says more than rows of that spreadsheet that share some of its words. None where even that is too unlikely.
        """
        from qa.reading.tables import as_asked, computed, likeliest, tables_of

        asked = TITLE_OF_IT.sub("", asking.search_text)
        if _ASKS_WHY.match(asked) or _says_little(asked):
            return None
        if not (places := self.library.census.spreadsheets(frozenset([document]))):
            return None
        text = self.library.texts([document]).get(document, "")
        with asking.timed("tables"):
            tables = [(_called(places[0].title, text), each) for each in tables_of(text)]
            wish = likeliest(asked, tables, self.near, _LEAST_GUESSED)
            wish = as_asked(asked, wish) if wish is not None else None
            result = computed(wish.table, wish.program) if wish is not None else None
        return None if wish is None or result is None else self._told(asking, wish, result, places[0], text)

    def _of_rows(
        self, question: str, called: str, text: str, rows: Mapping[RowPlace, bool], *, completed: bool
    ) -> "Wish | None":
        """Return what is asked of the first table of a text that has one of these rows, or of those alone.

        `completed`: the question got from the one before what it left out: it says of which rows it asks.
        """
        from qa.pipeline.follow_ups.pronouns import Asked
        from qa.reading.tables import best_understood, tables_of

        pronoun, listed = Asked(question).pronoun, len(rows) == 1 or all(rows.values())
        if len(rows) > 1 and listed and _COUNTS_THOSE.fullmatch(question.strip()):
            return _counted(tables_of(text), rows)
        for table in tables_of(text):
            if not (those := tuple(row for row in table.all_rows if (table.sheet, row.number) in rows)):
                continue
            if pronoun in _GENDERS:
                if (name := _person_in(those, _GENDERS[pronoun])) is None:
                    return None
                question = _PERSONAL.sub(name, question, count=1)
            elif (listed and pronoun in ("that", "they") and not (len(rows) == 1 and _OF_ALL.search(question))) or (
                len(rows) == 1 and (pronoun == "it" or (pronoun == "none" and not completed and _asks_for_cell(question)))
            ):
                table = replace(table, all_rows=those)
            if table.heads[0] and table.kinds[0] == "text":  # what a table's rows are, its first heading says
                question = f"which {table.heads[0].lower()}".join(_WHICH_ONE.split(question))
            in_words = completed or pronoun != "none"
            by_words = best_understood(question, [(called, table)], self.near) if in_words else None
            return by_words or self._read(question, called, table)
        return None

    def _read(self, question: str, called: str, table: "Table") -> "Wish | None":
        """Return what the model reads of a table; its words decide where they ask for a sum, and the model reads none."""
        from qa.reading.tables import best_understood, likely_of
        from qa.reading.tables.asked import asked_of_table

        read = likely_of(question, called, table, _LEAST_AFTER)
        if (read is not None and read.program.operation == "sum") or asked_of_table(question).operation != "sum":
            return read
        return best_understood(question, [(called, table)], self.near) or read

    @of_one_model
    def _computed(self, asking: Asking, found: Sequence[Passage] | None) -> Answer | None:
        if not (places := self._candidates(asking, found)):
            return None
        from qa.reading.tables import as_asked, best_understood, computed, likeliest, readings, tables_of
        from qa.reading.tables.asked import asked_of_table

        asked = asked_of_table(asking.standalone)
        texts = self.library.texts({place.document_id for place in places})
        # Of copies the first: which of them answers makes no difference.
        documents = {texts[place.document_id]: place for place in reversed(places) if place.document_id in texts}
        owners: dict[int, Place] = {}
        tables: list[tuple[str, Table]] = []
        for text, place in documents.items():
            called = _called(place.title, text)
            for table in tables_of(text):
                for each in readings(asked, table):
                    owners[id(each)] = place
                    tables.append((called, each))
        wish = best_understood(asking.standalone, tables, self.near)
        # What stands behind it, "(about: …)", is no word of the user's.
        if ABOUT in asking.standalone:
            alone = best_understood(itself(asking.standalone), tables, self.near)
            wish = _with_and_without(wish, alone)
        asks_why = _ASKS_WHY.match(asking.standalone) is not None
        is_likely = wish is not None and (wish.likely or not wish.unsure)
        if found is None and not asks_why and not is_likely:  # beside texts only what is sure is told
            wish = likeliest(asking.standalone, tables, self.near) or wish
        wish = as_asked(itself(asking.standalone), wish) if wish is not None else None
        result = computed(wish.table, wish.program) if wish is not None else None
        if wish is None or result is None or (found is not None and (wish.unsure or not (result.short or result.is_written))):
            return None
        place = owners[id(wish.table)]
        return self._told(asking, wish, result, place, texts[place.document_id])

    def _candidates(self, asking: Asking, beside: Sequence[Passage] | None) -> Sequence[Place]:
        if beside is not None:
            rows = {each.chunk.document_id for each in beside if any(map(is_row, each.text.split("\n")))}
            return self.library.census.by_date(frozenset(rows)) if rows else ()
        places = self.library.census.spreadsheets(self.library.in_scope(asking.question.scope))
        if len(places) <= _MATCHED:
            return places
        ids = frozenset(place.document_id for place in places)
        hits = self.library.search_words(content_words(asking.standalone), _SEARCHED, ids)
        found = self.library.passages([hit.chunk_id for hit in hits])
        best = dict.fromkeys(found[hit.chunk_id].chunk.document_id for hit in hits if hit.chunk_id in found)
        kept = frozenset(list(best)[:_MATCHED])
        return [place for place in places if place.document_id in kept]

    def _told(self, asking: Asking, wish: "Wish", result: "Computed", place: Place, text: str) -> Answer | None:
        def cited(row: "Row", marker: int = 0) -> Citation:
            return replace(cite(marker, place[:4], row.span, row.span.of(text)), cell=_cell(wish.table, row, result.columns[0]))

        if not result.short:
            if wish.unsure:
                return None
            closest = tuple(cited(row, marker) for marker, row in enumerate(result.rows[:3], start=1))
            return asking.refuse(TABLES, f"{NO_ANSWER} {result.words}", closest)
        draft = Draft(TABLES)
        shown = result.rows[:_CITED]
        cut = f" The first {_CITED} of them are shown." if len(result.rows) > _CITED else ""
        listed = wish.program.operation in ("cell", "list")
        if not wish.unsure and (not listed or len(shown) == 1):
            draft.paragraph(f"**{result.short}**")
        if result.words:  # an unsure answer has nothing in bold
            lead = f"{result.short}: " if wish.unsure and not listed and wish.program.operation != "count" else ""
            draft.paragraph(f"{lead}{result.words}{cut}")
        for row in {row.number: row for row in reversed(shown)}.values() if wish.table.wide else shown:
            draft.item(cited(row))
        answer = asking.answer(draft, result.short if not listed or len(shown) <= _LISTED else None)
        return unsure(answer, LIKELY if wish.likely else PERHAPS) if wish.unsure else answer


def _with_and_without(wish: "Wish | None", alone: "Wish | None") -> "Wish | None":
    """Return what a question asks with what it was taken to be about, else what it surely asks `alone`; it is as sure as it is
    only where both are the same."""
    if alone is None or alone.unsure:
        return wish if wish is None or wish.unsure else replace(wish, unsure=True, likely=True)
    if wish is None or wish.unsure:
        return replace(alone, unsure=True, likely=True)
    same = alone.table is wish.table and alone.program == wish.program
    return wish if same else replace(wish, unsure=True, likely=True)


def _says_little(asked: str) -> bool:
    """Whether a question points at something with a pronoun, and says too little else for a table: "When does it start?"."""
    from qa.pipeline.follow_ups.pronouns import Asked

    said = Asked(asked)
    return said.pronoun in ("he", "she") or (said.pronoun != "none" and len(said.stems) < _TELLING)


def _counted(tables: "Sequence[Table]", rows: Mapping[RowPlace, bool]) -> "Wish | None":
    """Count the rows that were quoted: "how many is that?"."""
    from qa.reading.tables.programs import Program
    from qa.reading.tables.understanding import Wish

    for table in tables:
        if those := tuple(row for row in table.all_rows if (table.sheet, row.number) in rows):
            return Wish(replace(table, all_rows=those), Program("count", 0, 0), 1.0, unsure=True, likely=True)
    return None


def _asks_for_cell(question: str) -> bool:
    """Whether it may ask only for a cell of the one row that was told: "which party", not "which is the oldest"."""
    from qa.pipeline.follow_ups.pronouns import Asked
    from qa.reading.tables.asked import asked_of_table

    return len(Asked(question).stems) < _TELLING and asked_of_table(question).operation == "cell"


def rows_in(text: str) -> dict[RowPlace, bool]:
    """Return the rows that an answer quotes, and whether each stands in a list."""
    return {(found["sheet"] or "", int(found["number"])): found["item"] is not None for found in _ROW.finditer(text)}


def _person_in(rows: Sequence["Row"], gender: str) -> str | None:
    """Return the one person of this gender whom the cells of some rows name; None where there are several, or none."""
    cells = {cell.text for row in rows for cell in row.cells if cell is not None}
    named = [text for text in cells if gender_of_name(tuple(text.split())) == gender]
    return named[0] if len(named) == 1 else None


def _called(title: str, text: str) -> str:
    """Return the title with the headings that a text begins with and that all of it is below.

    "# Annual report" and "## Millrace Grocers"; but of several accounts below "# Accounts" the first one names only its own.
    """
    if (begins := _HEADINGS.match(text)) is None:
        return title
    below = min((len(each["level"]) for each in _HEADING.finditer(text, begins.end())), default=7)
    heads = (each["words"].strip("# ") for each in _HEADING.finditer(begins[0]) if len(each["level"]) < below)
    return " ".join(dict.fromkeys((title, *heads)))


def _cell(table: "Table", row: "Row", column: int) -> CitedCell:
    return CitedCell(table.sheet, table.address(row, column), table.heads[column], row.text(column))
