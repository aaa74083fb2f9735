import json
from pathlib import Path

from eval.periods import measure


def test_a_period_is_right_with_its_days_and_where_none_is_named_none_is_read(tmp_path: Path) -> None:
    rows = [
        {"question": "Which articles from May mention trams?", "since": "2023-05-01", "until": "2023-05-31"},
        {"question": "news since Monday", "since": "2023-12-04", "until": None, "or": [{"since": "2023-12-11", "until": None}]},
        {"question": "Which articles from June mention trams?", "since": "2022-06-01", "until": "2022-06-30"},
        {"question": "How many people died in May?", "since": None, "until": None},
    ]
    table = tmp_path / "periods.jsonl"
    table.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")

    found = measure(table)

    assert (found["right period"].right, found["right period"].of) == (2, 3)
    assert (found["none named"].right, found["none named"].of) == (1, 1)
    assert found.wrong == [
        "Which articles from June mention trams?: ('2023-06-01', '2023-06-30'), not ('2022-06-01', '2022-06-30')"
    ]
