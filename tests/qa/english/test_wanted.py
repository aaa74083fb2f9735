import pytest

from qa.english.periods import Period, split_period
from qa.english.wanted import Phrase, Wanted, exact_words, mentions


def mentioned(wanted: str, text: str) -> bool:
    found = Wanted.read(wanted)
    assert found is not None
    hits = [mentions(phrase.pattern(), text) for phrase in found.phrases]
    return any(hits) if found.any_of else all(hits)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("China", "He spoke of China’s plans."),
        ("China's plans", "He spoke of China’s plans."),
        ("China’s plan", "He spoke of China's plans."),
        ("china", "CHINA answered."),
        ("wildfires", "A wildfire broke out."),
        ("bakery", "Two bakeries closed."),
        ("the climate summit", "a climate-summit in May"),
        ("Zibro masks", "a Zibro-19 mask"),
        ("Beyonce", "Beyoncé sang."),
        ("Beyoncé", "Beyonce sang."),
        ("US", "The US answered."),
        ("Texas or Florida", "It rained in Florida."),
        ("both Ann Brown and Bo Green", "Bo Green met Ann Brown."),
    ],
)
def test_a_text_mentions_words_whatever_their_case_accents_and_number(wanted: str, text: str) -> None:
    assert mentioned(wanted, text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("China", "The Chinatown gate."),
        ("organ", "They organize a fair."),  # of one stem
        ("news", "A new car."),
        ("US", "They told us."),
        ("climate summit", "The climate at the summit."),
        ("both Ann Brown and Bo Green", "Bo Green was alone."),
    ],
)
def test_a_text_does_not_mention_what_is_merely_alike(wanted: str, text: str) -> None:
    assert not mentioned(wanted, text)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("China", "“China”"),
        ("“climate summit”", "“climate summit”"),
        ("China and Russia", "both “China” and “Russia”"),
        ("Texas, Ohio or Florida", "“Texas”, “Ohio” or “Florida”"),
        ("Johnson and Johnson", "“Johnson and Johnson”"),
        ("Rochester, New York", "“Rochester, New York”"),
    ],
)
def test_what_is_looked_for_is_told_in_words(given: str, told: str) -> None:
    found = Wanted.read(given)
    assert found is not None
    assert found.in_words == told


def test_nothing_is_looked_for_without_a_word() -> None:
    assert Wanted.read("?!") is None


@pytest.mark.parametrize(
    ("text", "rest", "period"),
    [
        ("China in 2022", "China", Period("2022-01-01", "2022-12-31")),
        ("China published in February 2020", "China", Period("2020-02-01", "2020-02-29")),
        ("China since March 3, 2021", "China", Period("2021-03-03", None)),
        ("China before 2021-03", "China", Period(None, "2021-02-28")),
        ("China after 2019", "China", Period("2020-01-01", None)),
        ("China between 2019 and May 2021", "China", Period("2019-01-01", "2021-05-31")),
        ("the fire of the bridge", "the fire of the bridge", Period()),
    ],
)
def test_a_period_at_the_end_is_taken_off(text: str, rest: str, period: Period) -> None:
    assert split_period(text) == (rest, period)


_SENTENCES = (
    "The US told us: WHO knows who’s who, and the U.S. too.",
    "Beyoncé's café, the CAFÉS of Çeşme and Kadıköy; İSTANBUL.",
    "A ﬁancée measured 300 \u212aelvin on the ſhip.",
    "She_said don't: COVID-19 and the G20, not G200, in two well-known cities.",
    "It cut its CO₂ on 54 m² by half.",
    "Москва and Ωmega, 東京 and naïve Zürichs, x" + "y" * 120,
)
_WORDS = (
    "US us WHO who knows whos Beyonce beyoncé CAFE cafe Café Çesme cesme Kadiköy kadikoy istanbul fiancee fiancée kelvin ship "
    "elvin COVID covid 19 G20 g20 G200 g2 known city cities City citys Москва москва 東京 omega ΩMEGA naive Zurich zürich said "
    "She_said don't don u yyy i ı CO₂ co2 m²"
).split()


@pytest.mark.parametrize("word", [*_WORDS, "x" + "y" * 120])
def test_exact_words_tell_just_what_the_text_itself_tells(word: str) -> None:
    phrase = Phrase(word)
    told = [mentions(phrase.pattern(), sentence) for sentence in _SENTENCES]
    if phrase.exact is not None:
        assert [not exact_words([sentence]).isdisjoint(phrase.exact) for sentence in _SENTENCES] == told


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("ships", ("ships", "ship")),
        ("Café", ("cafe",)),
        ("US", ("us^",)),
        ("us", ("us",)),  # "The US" too, as it is typed
        ("White House", None),
        ("don't", None),
        ("Москва", None),
    ],
)
def test_one_word_of_plain_letters_can_be_counted_without_the_text(text: str, exact: tuple[str, ...] | None) -> None:
    assert Phrase(text).exact == exact
