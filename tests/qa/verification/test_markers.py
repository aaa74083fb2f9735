import pytest

from qa.verification.citations import unmarked


@pytest.mark.parametrize(
    ("text", "plain", "numbers"),
    [
        ("A [1].", "A.", [(1,)]),
        ("A. [1][2] B.", "A. B.", [(1,), (2,)]),
        ("A [1, 2].", "A.", [(1, 2)]),
        ("A [1-3].", "A.", [(1, 2, 3)]),
        ("A [Passage 2].", "A.", [(2,)]),
        ("A【3】.", "A.", [(3,)]),
        ("A [^1]", "A", [(1,)]),
        ("A [sic] 2 [a].", "A [sic] 2 [a].", []),
        ("[1-999] A", " A", [(1, 999)]),  # no range anybody means
    ],
)
def test_markers_are_taken_out_in_all_the_ways_models_write_them(text: str, plain: str, numbers: list[tuple[int, ...]]) -> None:
    found, markers = unmarked(text)
    assert found == plain
    assert [marker.numbers for marker in markers] == numbers
