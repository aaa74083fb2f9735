"""Gold question sets: SQuAD-format JSON and the JSON lines of `qa eval`."""

from eval.datasets.gold import GoldError, GoldQuestion, GoldSet
from eval.datasets.reading import read_gold

__all__ = ["GoldError", "GoldQuestion", "GoldSet", "read_gold"]
