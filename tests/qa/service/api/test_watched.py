"""Folders and feeds that are watched: what comes in by them, what may be watched by whom, and what a hostile feed can't do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.service.api.watching import MAX_FEED_BYTES, Watching, place_of
from qa.settings import Settings
from qa.store.backup import back_up, restore
from qa.store.sql import LOCAL
from qa.types.errors import LoadError
from qa.types.service_values import Watched
from tests.qa.documents.fetching.sites import Answer, Site, page, site
from tests.support import Workshop

STORY = "<html><head><title>{0}</title></head><body><p>The harbour of {0} reopens on Monday.</p></body></html>"


def feed(*links: str, more: str = "") -> Answer:
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return page(f'<?xml version="1.0"?>{more}<rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml")


def story(name: str) -> Answer:
    return page(STORY.format(name))


class Looker:
    """Has one thing watched, and looks at it as the server's worker does."""

    def __init__(self, workshop: Workshop, **settings: object) -> None:
        stores = workshop.pipeline.stores
        library = stores.library
        self.settings = Settings(**{"data_dir": library.path.parent, "allow_private_urls": True, **settings})
        self.watches = library.watches
        self._watching = Watching(stores, workshop.ingester, self.settings)
        self._stopped: Callable[[], bool] = lambda: False

    def look(self, watched: Watched) -> Watched:
        self.watches.look_soon(watched.id)
        assert self._watching.look_at_next("worker", self._stopped)
        return self.watches.get(watched.id)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.documents.fetching.fetcher.SECONDS_BETWEEN", 0.0)


def test_a_feed_brings_its_articles_once_and_only_what_is_new_later(workshop: Workshop) -> None:
    with site({"/a": story("Ayr"), "/b": story("Bergen")}) as server:
        server.answers["/feed"] = feed("/a", "/gone")
        looker = Looker(workshop)
        watched = looker.watches.begin("feed", server.url("/feed"), LOCAL.id, [workshop.library.collections.create("Ports").id])
        first = looker.look(watched)
        assert (first.came, first.failed, first.looked is not None) == (1, 1, True)
        assert first.trouble.endswith("it isn't there (status 404)")
        server.answers["/feed"] = feed("/b", "/a", "/gone")
        second = looker.look(watched)
        assert (second.came, second.added) == (2, 1)
        assert server.paths.count("/a") == 1
        for _ in range(3):
            looker.look(watched)
        assert server.paths.count("/gone") == 3  # then it is given up
        (ports,) = workshop.library.collections.list()
        assert ports.documents == 2
        looker.watches.remove(watched.id)
        assert workshop.library.document_count == 2


def hostile(server: Site, kind: str) -> Answer:
    match kind:
        case "large":
            return page(b"<rss>" + b" " * (MAX_FEED_BYTES + 1), "application/rss+xml")
        case "entities":
            file = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            return page(f"<?xml version='1.0'?>{file}<rss><channel><item><link>&x;</link></item></channel></rss>")
        case "page":
            return story("Cork")
        case _:
            return feed("file:///etc/passwd", "ftp://127.0.0.1/a", f"http://127.0.0.1:{server.port}/" + "a" * 3000)


@pytest.mark.parametrize("kind", ["large", "entities", "page", "addresses"])
def test_a_hostile_feed_brings_nothing_and_the_list_says_why(workshop: Workshop, kind: str) -> None:
    with site() as server:
        server.answers["/feed"] = hostile(server, kind)
        looker = Looker(workshop)
        watched = looker.look(looker.watches.begin("feed", server.url("/feed"), LOCAL.id))
        assert (watched.came, workshop.library.document_count) == (0, 0)
        assert watched.trouble
        assert "\n" not in watched.trouble
        assert "root:" not in watched.trouble


def test_one_look_fetches_a_few_new_articles_of_a_feed_and_none_of_this_machine(workshop: Workshop) -> None:
    with site({f"/{number}": story(f"Port {number}") for number in range(30)}) as server:
        server.answers["/feed"] = feed("/0")
        looker = Looker(workshop)
        watched = looker.look(looker.watches.begin("feed", server.url("/feed"), LOCAL.id))
        server.answers["/feed"] = feed(*(f"/{number}" for number in range(30)))
        assert looker.look(watched).added == 20
        guarded = Looker(workshop, allow_private_urls=False)
        assert "isn't on the public internet" in guarded.look(watched).trouble


def test_a_single_word_is_no_feed_s_address_unless_a_scheme_says_so() -> None:
    inside = Settings(allow_private_urls=True)
    for place in ("news", "news/today", "localhost:8080"):
        with pytest.raises(LoadError, match="write https://… or /srv/news"):
            place_of(place, inside, admin=True)
    for place in ("http://intranet/feed", "https://example.org/feed"):
        assert place_of(place, inside, admin=True) == ("feed", place)
    assert place_of("example.org/feed", inside, admin=False) == ("feed", "https://example.org/feed")
    with pytest.raises(LoadError):
        place_of("http://intranet/feed", Settings(), admin=True)


def test_a_folder_brings_what_is_new_and_loses_what_is_gone(workshop: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(25):
        (folder / f"{number}.txt").write_text(f"Ship {number} left the harbour on Monday.")
    (folder / "empty.txt").touch()
    looker = Looker(workshop)
    watched = looker.watches.begin("folder", str(folder), LOCAL.id)
    assert looker.look(watched).came == 20  # the rest has its turn after others' jobs
    rest = looker.look(watched)
    assert (rest.came, rest.failed) == (25, 1)
    assert rest.trouble.startswith("empty.txt: is empty")
    (folder / "0.txt").unlink()
    (folder / "1.txt").write_text("Ship 1 came back to the harbour on Tuesday.")
    last = looker.look(watched)
    assert (last.added, last.updated, last.removed, last.came) == (0, 1, 1, 25)


def test_what_a_restored_backup_lacks_of_a_folder_comes_in_again(workshop: Workshop, tmp_path: Path) -> None:
    folder, backup = tmp_path / "news", tmp_path / "library.zip"
    folder.mkdir()
    looker = Looker(workshop)
    watched = looker.watches.begin("folder", str(folder), LOCAL.id)
    for name in ("Ayr", "Bute"):
        (folder / f"{name}.txt").write_text(f"The harbour of {name} reopens on Monday.")
        looker.look(watched)
        if name == "Ayr":
            back_up(looker.settings, backup)
    restore(looker.settings, backup)
    assert workshop.library.document_count == 1
    assert looker.look(watched).added == 1
    assert looker.look(watched).added == 0


def test_which_folders_may_be_watched_the_settings_say(workshop: Workshop, tmp_path: Path) -> None:
    allowed, other = tmp_path / "allowed", tmp_path / "other"
    for each in (allowed / "deep", other):
        each.mkdir(parents=True)
    (allowed / "way-out").symlink_to(other)

    def refused(folder: Path, **settings: object) -> str:
        looker = Looker(workshop, **settings)
        watched = looker.look(looker.watches.begin("folder", str(folder), LOCAL.id))
        looker.watches.remove(watched.id)
        return watched.trouble

    some = {"watch_folders": (allowed,)}
    assert refused(other) == refused(allowed / "deep", **some) == ""
    assert "may not be watched here (setting QA_WATCH_FOLDERS)" in refused(other, **some)
    assert "may not be watched here (setting QA_WATCH_FOLDERS)" in refused(allowed / "way-out", **some)
    assert "there is no folder" in refused(allowed / "none", **some)
    assert "holds the library itself" in refused(workshop.library.path.parent)
    assert "holds the library itself" in refused(Path("/"))


def test_what_somebody_had_watched_who_may_no_longer_waits_for_another(workshop: Workshop) -> None:
    accounts = workshop.library.accounts
    with site({"/feed": feed("/a"), "/a": story("Ayr")}) as server:
        looker = Looker(workshop, auth="ann:open sesame, open")
        accounts.add("eve", "open:sesame:9", editor=True)
        watched = looker.watches.begin("feed", server.url("/feed"), accounts.owner("eve"))
        accounts.remove("eve")
        stopped = looker.look(watched)
        assert (stopped.paused, stopped.came) == (True, 0)
        assert "may not do so any more" in stopped.trouble
        accounts.add("ida", "open:sesame:9", editor=True)
        looker.watches.go_on(watched.id, accounts.owner("ida"))
        assert looker.look(watched).came == 1
