"""Searching inside a document."""

from ui.rendering.articles import MOST_HITS, find

TEXT = "The ferry sails.\nA  Ferry\nsails back."


def test_words_are_found_however_they_are_spaced_and_capitalised() -> None:
    found = find(TEXT, " ferry  SAILS ", None)
    assert [hit.of(TEXT) for hit in found.hits] == ["ferry sails", "Ferry\nsails"]
    assert found.at == 0


def test_the_first_place_from_where_somebody_is_comes_first_and_a_place_that_is_gone_is_the_last() -> None:
    assert find(TEXT, "ferry", None, after=10).at == 1
    assert find(TEXT, "ferry", 9).at == 1
    assert find(TEXT, "walrus", 3).in_order == []
    assert find(TEXT, "  ", None).words == ""


def test_so_many_places_are_looked_at_and_no_pattern_is_read_into_the_words() -> None:
    assert len(find("a" * 2 * MOST_HITS, "a", None).hits) == MOST_HITS
    assert find("a.b", ".*", None).hits == ()
