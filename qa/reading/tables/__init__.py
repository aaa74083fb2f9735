"""Questions on tables: which rows and columns are asked for, and what they come to.

`tables_of` reads the tables of a stored text back from its rows. `best_understood` matches a question with one by its words,
all of which have to be accounted for; `likeliest` reads it by a model. Both give a program, and `computed` works it out.
"""

from qa.reading.tables.choice import likeliest, likely_of
from qa.reading.tables.computing import computed
from qa.reading.tables.grid import Cell, Row, Table, tables_of
from qa.reading.tables.programs import Computed, Program
from qa.reading.tables.series import readings
from qa.reading.tables.understanding import Wish, as_asked, best_understood

__all__ = [
    "Cell",
    "Computed",
    "Program",
    "Row",
    "Table",
    "Wish",
    "as_asked",
    "best_understood",
    "computed",
    "likeliest",
    "likely_of",
    "readings",
    "tables_of",
]
