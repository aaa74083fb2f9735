"""The words of a text as SQLite's full-text index takes them, so that every engine finds the same."""

import sqlite3
import threading
from collections.abc import Iterable

from qa.english.words import words
from qa.store.sql.sqlite_words import TOKENIZER

# A word's tokens are kept until there are this many words: most of a text's words have been seen before.
_KEPT = 200_000
# Longer terms are cut: PostgreSQL takes none of more than 2,046 bytes, and nobody asks for one.
_MOST_CHARACTERS = 120


class Tokenizer:
    """A full-text table in memory that words are put into and read back from. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[str, ...]] = {}
        self._table = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._table.execute(f"CREATE VIRTUAL TABLE spoken USING fts5(word, content='', tokenize=\"{TOKENIZER}\")")
        self._table.execute("CREATE VIRTUAL TABLE heard USING fts5vocab(spoken, 'instance')")

    def tokens(self, text: str) -> list[str]:
        """All of them, in order."""
        pieces = text.split()  # white space never stands inside a token
        known = self._look_up(pieces)
        return [token for piece in pieces for token in known[piece]]

    def term(self, word: str) -> str:
        """What a word of a question is looked for as: a token, or a compound as of `compounds`; empty where it is neither."""
        return " ".join(self.tokens(word))

    def compounds(self, text: str) -> list[str]:
        """Words that are several tokens ("Biden's", "O'Brien"), as one term each: a question looks for them as phrases."""
        found = words(text)
        known = self._look_up(found)
        return [" ".join(known[word]) for word in found if len(known[word]) > 1]

    def _look_up(self, pieces: Iterable[str]) -> dict[str, tuple[str, ...]]:
        wanted = dict.fromkeys(pieces)
        with self._lock:
            if len(self._known) > _KEPT:
                self._known = {}
            new = [piece for piece in wanted if piece not in self._known]
            self._known |= self._ask(new)
            return {piece: self._known[piece] for piece in wanted}

    def _ask(self, pieces: list[str]) -> dict[str, tuple[str, ...]]:
        found: list[list[str]] = [[] for _ in pieces]
        if pieces:
            self._table.execute("BEGIN")
            self._table.executemany("INSERT INTO spoken(rowid, word) VALUES (?, ?)", enumerate(pieces))
            for number, term in self._table.execute("SELECT doc, term FROM heard ORDER BY doc, offset"):
                found[number].append(term[:_MOST_CHARACTERS])
            self._table.execute("INSERT INTO spoken(spoken) VALUES ('delete-all')")
            self._table.execute("COMMIT")
        return dict(zip(pieces, map(tuple, found), strict=True))
