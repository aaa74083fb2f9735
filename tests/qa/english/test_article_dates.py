from qa.english.article_dates import ArticleDates


def days(*sentences: str, published: str = "2022-07-15") -> list[str]:
    """The first date of each sentence, "" where none is told."""
    placed = [(100 * number, text) for number, text in enumerate(sentences)]
    article = ArticleDates.read(placed, published)
    return [next((each.day for each in article.of(at, text)), "") for at, text in placed]


def test_an_entry_of_a_chronology_is_of_the_year_above_it() -> None:
    assert days("Summer 2021", "June 17: The brothers speak.", "August 3: He resigns.") == ["", "2021-06-17", "2021-08-03"]


def test_what_is_told_in_an_entry_that_begins_with_a_year_is_of_that_year() -> None:
    told = days("2018: Protests break out.", "2021: Fighting begins again.", "The rockets were fired on May 10.")
    assert told[2] == "2021-05-10"


def test_a_page_that_was_rewritten_tells_no_weekday() -> None:
    assert days("It closed on Tuesday.", "It opened again.") == ["2022-07-12", ""]
    assert days("It closed on Tuesday.", "It reopened its doors on July 28.") == ["", "2022-07-28"]
    assert days("It closed on Tuesday.", "2023", "February 1: It is sold.") == ["", "", "2023-02-01"]


def test_a_page_that_tells_of_every_weekday_was_added_to_day_by_day() -> None:
    week = [f"It rained on {day}." for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    assert days(*week) == ["", "", "", "", ""]
    assert days(*week[:4]) == ["2022-07-11", "2022-07-12", "2022-07-13", "2022-07-14"]
