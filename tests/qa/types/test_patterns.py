import re

import pytest

from qa.types.patterns import lazy_regex


def test_a_pattern_finds_what_the_compiled_one_finds() -> None:
    text = "A seal sings. A WHALE sang."
    lazy, compiled = (
        lazy_regex(r"(?P<who>seal|whale) (\w+)", re.IGNORECASE),
        re.compile(r"(?P<who>seal|whale) (\w+)", re.IGNORECASE),
    )
    for _ in range(2):  # compiling it, and compiled
        assert lazy.findall(text) == compiled.findall(text)
    assert (found := lazy.search(text)) is not None
    assert found["who"] == "seal"
    assert lazy.sub("it", text) == "A it. A it."
    assert lazy.pattern == compiled.pattern
    assert lazy.groupindex == compiled.groupindex


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    mistaken = lazy_regex("(")
    with pytest.raises(re.error):
        mistaken.search("")
