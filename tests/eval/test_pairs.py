import json
from pathlib import Path

from eval.pairs import measure
from tests.support import Workshop


def test_a_pair_is_right_with_both_documents_and_where_none_is_compared_none_is_found(
    workshop: Workshop, tmp_path: Path
) -> None:
    workshop.add("lease-marlow.md", "The rent is £935 a month.", title="Lease, Marlow Court")
    workshop.add("lease-hollins.md", "The rent is £870 a month.", title="Lease, Hollins Terrace")
    rows = [
        {
            "question": "compare the Marlow Court and Hollins Terrace leases",
            "documents": ["lease-hollins.md", "lease-marlow.md"],
        },
        {"question": "compare the Marlow Court lease and the handbook", "documents": ["lease-marlow.md", "handbook.md"]},
        {"question": "What is the rent at Marlow Court?", "documents": []},
    ]
    table = tmp_path / "pairs.jsonl"
    table.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")

    found = measure(table, workshop.library)

    assert (found["right pair"].right, found["right pair"].of) == (1, 2)
    assert (found["none named"].right, found["none named"].of) == (1, 1)
    assert found.wrong == ["compare the Marlow Court lease and the handbook: [], not ['lease-marlow.md', 'handbook.md']"]
