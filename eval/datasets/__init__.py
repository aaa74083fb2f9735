"""Gold question sets: SQuAD-format JSON and the JSON lines of `qa eval`; and the JSON lines of all other measures."""

from eval.datasets.gold import GOLD, GoldError, GoldQuestion, GoldSet
from eval.datasets.jsonlines import json_lines, write_json_lines
from eval.datasets.reading import read_gold

__all__ = ["GOLD", "GoldError", "GoldQuestion", "GoldSet", "json_lines", "read_gold", "write_json_lines"]
