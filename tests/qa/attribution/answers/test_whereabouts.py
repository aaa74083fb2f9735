"""Where bodies of one name are."""

from qa.attribution.answers.identities import bearer_numbers
from qa.attribution.answers.whereabouts import whereabout
from qa.store.sql import Speaker


def bodies(name: str, **texts: str) -> int:
    return len(set(bearer_numbers([Speaker(name, "", document) for document in texts], texts)))


def test_two_lands_have_two_ministries_of_one_name() -> None:
    told = {
        "a": "China's Foreign Ministry spoke.",
        "b": "The Chinese Foreign Ministry spoke.",
        "c": "Egypt’s Foreign Ministry spoke.",
    }
    assert bodies("Foreign Ministry", **told) == 2


def test_a_states_court_is_none_of_the_land() -> None:
    told = {
        "a": "The Supreme Court ruled.",
        "b": "The U.S. Supreme Court ruled.",
        "c": "In Ohio the state Supreme Court ruled.",
    }
    assert bodies("Supreme Court", **told) == 2


def test_a_name_that_is_told_of_one_land_is_one_body() -> None:
    assert bodies("Weather Office", a="The Weather Office warned.", b="Britain's Weather Office warned.") == 1


def test_of_a_state_the_one_named_last_before_it_is_told() -> None:
    assert whereabout("Health Department", "Iowa grows. In Ohio the state Health Department spoke. Utah sleeps.") == (
        "ohio",
        True,
    )
    assert whereabout("Health Department", "The Health Department spoke.") == ("", False)
