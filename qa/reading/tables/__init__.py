"""Questions on tables: which column and which rows are asked for, and what they come to, computed without a model.

`tables_of` reads the tables of a stored text back from its rows, `understood` matches a question with one, `computed` works
out the answer. What isn't understood in every word is no question on the table: it is read as any other.
"""

from qa.reading.tables.choice import likeliest
from qa.reading.tables.grid import Cell, Row, Table, tables_of
from qa.reading.tables.programs import Computed, Program, computed
from qa.reading.tables.understanding import Wish, best_understood

__all__ = ["Cell", "Computed", "Program", "Row", "Table", "Wish", "best_understood", "computed", "likeliest", "tables_of"]
