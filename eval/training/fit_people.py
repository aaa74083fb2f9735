"""Fit how likely a name in a document means somebody: python -m eval.training.fit_people, on the library of the settings.

Of the pairs of the tables that `eval.people` reads: full names that may be one person's (`FULL` in `likelihood.py`), and
surnames alone with a full name of another document (`ALONE`). Told is how many of each table the weights that were fitted on
all other tables tell wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from eval.datasets import json_lines
from eval.libraries import ids_by_source
from eval.people import TABLES
from eval.training.fit_belonging import fitted
from qa.attribution.answers.likelihood import Bearer, Likelihood
from qa.attribution.answers.names import agreement, parse_name
from qa.attribution.answers.who_is_who import bring_up_to_date
from qa.english.lexicon import is_description
from qa.english.words import content_stems
from qa.settings import load_settings
from qa.store.sql import Library, NamePlace

# Few pairs, and features of one size.
_RIDGE = 0.3
Row = tuple[int, Sequence[float], bool]  # table, features, whether they are one


def main() -> None:
    with Library.of(load_settings()) as library:
        bring_up_to_date(library)
        full, alone = _rows(library)
    for name, rows in (("FULL", full), ("ALONE", alone)):
        table, x, y = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
        for number in np.unique(table):
            own = table == number
            wrong = ((x[own] @ fitted(x[~own], y[~own], _RIDGE) >= 0) != y[own]).sum()
            print(f"{name}, table {int(number)}: {wrong} of {own.sum()} wrong")
        print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in fitted(x, y, _RIDGE))})")


def _rows(library: Library) -> tuple[list[Row], list[Row]]:
    """Each pair as if the other document were all that is known."""
    ids = ids_by_source(library)
    told = [each for each in library.speakers.told(None) if not is_description(each.name)]
    roles: dict[NamePlace, frozenset[str]] = defaultdict(frozenset)
    for each in told:
        roles[each.name, each.document_id] |= content_stems(each.role)
    names = {name: parse_name(name) for name, _ in roles}
    often = Counter(names[name].key for name, _ in roles)
    likelihood = Likelihood(library.speakers.around(names), names.values(), often)
    full: list[Row] = []
    alone: list[Row] = []
    for table in TABLES:  # an open half and a sealed one are one table
        number = int("".join(filter(str.isdigit, table.stem)) or 1)
        for row in json_lines(table):
            mine, theirs = ((row[name], ids.get(row[at], "")) for name, at in (("one", "one_in"), ("other", "other_in")))
            if mine not in roles or theirs not in roles or mine[1] == theirs[1]:
                continue
            if names[theirs[0]].alone:
                mine, theirs = theirs, mine
            one, other = names[mine[0]], names[theirs[0]]
            bearer = Bearer([other], {theirs[1]: roles[theirs]}, [theirs])
            degree = agreement(one, other) if one.given and other.given else None
            if degree is not None:
                full.append((number, likelihood.of_full(mine, one, roles[mine], bearer, degree), row["same"]))
            elif one.person and one.alone and other.person and other.given and one.last == other.last:
                of_all = sum(many for key, many in often.items() if len(key) > 2 and key[-2] == other.last)
                features = likelihood.of_surname(mine, bearer, often[other.key] / of_all)
                alone.append((number, features, row["same"]))
    return full, alone


if __name__ == "__main__":
    main()
