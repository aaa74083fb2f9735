"""What is watched is looked at by one process at a time, when it is due, and outlives a restart."""

import pytest

from qa.settings import Settings
from qa.store.sql import Library, Look, tables
from qa.store.sql.leases import LOST_AFTER
from qa.store.sql.watches import MOST, Watches
from qa.types.errors import NameTakenError, NotFoundError

FEED = "https://news.example/feed"


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watches(library: Library, clock: Clock) -> Watches:
    return Watches(library, clock=clock)


def test_one_process_looks_at_a_time_and_another_takes_over_where_it_has_ended(
    watches: Watches, place: Settings, clock: Clock
) -> None:
    begun = watches.begin("feed", FEED, "ann", ["c1"])
    assert (begun.looking, begun.looked, begun.collections) == (True, None, ("c1",))
    assert watches.take("one") == (begun, "ann", {})
    with Library.of(place) as again:
        elsewhere = Watches(again, clock=clock)
        assert elsewhere.take("two") is None
        clock.now += LOST_AFTER - 1
        watches.still_looking("one")
        clock.now += LOST_AFTER - 1
        assert elsewhere.take("two") is None
        clock.now += 2
        assert elsewhere.take("two") is not None
        watches.note(begun.id, "one", Look(60, added=9))  # too late: it isn't this one's any more
        elsewhere.note(begun.id, "two", Look(60, added=2, failed=1, trouble="a is gone", known={"a": 1, "b": 0}))
    (noted,) = watches.list()
    assert (noted.came, noted.added, noted.failed, noted.trouble, noted.looking) == (2, 2, 1, "a is gone", False)
    assert watches.take("one") is None
    clock.now += 61
    taken = watches.take("one")
    assert taken is not None
    assert taken[2] == {"a": 1, "b": 0}


def test_what_another_version_has_counted_besides_is_passed_over(watches: Watches, library: Library) -> None:
    begun = watches.begin("folder", "/srv/news", "ann")
    library.change(tables.watched.update().values(last='{"added": 2, "renamed": 1, "came": 7}'))
    found = watches.get(begun.id)
    assert (found.added, found.came) == (2, 0)


def test_what_is_paused_is_looked_at_only_when_somebody_asks_for_it(watches: Watches, clock: Clock) -> None:
    begun = watches.begin("folder", "/srv/news", "ann")
    watches.take("one")
    watches.note(begun.id, "one", Look(60))
    watches.pause(begun.id)
    clock.now += 1000
    assert watches.take("one") is None
    assert watches.look_soon(begun.id).looking
    assert watches.take("one") is not None
    watches.note(begun.id, "one", Look(60, pause=True))
    continued = watches.go_on(begun.id, "bob")
    assert watches.list("bob") == (continued,)
    assert watches.take("one") is not None


def test_what_a_look_at_a_paused_folder_left_is_looked_at_next(watches: Watches) -> None:
    begun = watches.begin("folder", "/srv/news", "ann")
    watches.pause(begun.id)
    for more in (True, False):
        assert watches.take("one") is not None
        watches.note(begun.id, "one", Look(0.001, added=20, more=more))
    assert (watches.take("one"), watches.get(begun.id).came) == (None, 40)


def test_what_somebody_asks_for_during_a_look_outlasts_it(watches: Watches) -> None:
    begun = watches.begin("folder", "/srv/news", "ann")
    watches.take("one")
    watches.go_on(begun.id, "ida")
    watches.note(begun.id, "one", Look(60, pause=True))  # ann may not do so any more
    assert not watches.get(begun.id).paused
    taken = watches.take("one")
    assert taken is not None
    assert taken[1] == "ida"


def test_each_has_their_own_and_nothing_is_watched_twice_by_one(watches: Watches) -> None:
    anns, bobs = watches.begin("feed", FEED, "ann"), watches.begin("feed", FEED, "bob")
    with pytest.raises(NameTakenError, match="is watched already"):
        watches.begin("feed", FEED, "ann")
    assert watches.list("bob") == (bobs,)
    with pytest.raises(NotFoundError):
        watches.get(anns.id, "bob")
    watches.remove(anns.id)
    with pytest.raises(NotFoundError):
        watches.pause(anns.id)
    for number in range(MOST - 1):
        watches.begin("feed", f"{FEED}/{number}", "ann")
    with pytest.raises(NameTakenError, match=f"{MOST} folders and feeds"):
        watches.begin("feed", f"{FEED}/more", "ann")
