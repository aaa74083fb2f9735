import pytest

from eval.datasets import json_lines
from eval.disagreements import TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_the_pairs_that_differ_and_those_that_do_not_are_both_in_each_table(table) -> None:
    rows = json_lines(table)
    assert len(rows) >= 19
    assert {row["differs"] for row in rows} == {True, False}
