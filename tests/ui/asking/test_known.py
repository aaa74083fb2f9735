"""Which questions are being answered, or have been."""

from asyncio import Event

from ui.asking.progress import Known

ASK = "0123456789abcdef"


def test_a_question_is_answered_once_however_often_it_is_sent() -> None:
    known, stop = Known(), Event()
    assert known.begin("ann", ASK, stop)
    assert known.state("ann", ASK) == "working"
    known.keep("ann", ASK, stop)
    known.end("ann", ASK, stop)
    assert known.state("ann", ASK) == "kept"
    assert not known.begin("ann", ASK, Event())


def test_what_was_broken_off_can_be_asked_again() -> None:
    known, stop = Known(), Event()
    known.begin("ann", ASK, stop)
    known.end("ann", ASK, stop)
    assert known.state("ann", ASK) == "unknown"
    assert known.begin("ann", ASK, stop)


def test_a_page_that_was_loaded_anew_takes_over_from_the_one_that_is_gone() -> None:
    known, gone, now = Known(), Event(), Event()
    known.begin("ann", ASK, gone)
    assert known.begin("ann", ASK, now)
    assert gone.is_set()
    assert known.superseded("ann", ASK, gone)
    assert not known.superseded("ann", ASK, now)
    known.keep("ann", ASK, gone)
    known.end("ann", ASK, gone)
    assert known.state("ann", ASK) == "working"  # the one that is gone ends nothing of it


def test_somebody_elses_question_is_unknown_and_one_without_an_id_is_always_answered() -> None:
    known, stop = Known(), Event()
    known.begin("ann", ASK, stop)
    assert known.state("bob", ASK) == "unknown"
    assert known.begin("bob", ASK, Event())
    assert not stop.is_set()
    for bad in ("", "x" * 16, ASK * 2):
        assert known.begin("ann", bad, stop)
        assert known.begin("ann", bad, stop)
        assert known.state("ann", bad) == "unknown"


def test_what_is_stopped_before_it_has_begun_ends_as_it_begins() -> None:
    known, stop, another = Known(), Event(), Event()
    known.stop("ann", ASK)
    assert known.begin("bob", ASK, another)
    assert not another.is_set()
    assert known.begin("ann", ASK, stop)
    assert stop.is_set()


def test_what_is_stopped_on_its_way_ends_and_stays_stopped_when_its_page_is_loaded_anew() -> None:
    known, stop, anew = Known(), Event(), Event()
    known.begin("ann", ASK, stop)
    known.stop("ann", ASK)
    assert stop.is_set()
    assert known.begin("ann", ASK, anew)
    assert anew.is_set()
