import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from qa.settings import Settings
from qa.store.sql import Library, history_of, moments, tables
from qa.types import Turn
from qa.types.errors import NotFoundError
from tests.answers import abstaining, add_document, answering
from tests.support import environment_of

APPEND = """
import sys
from qa.store.sql import Library
from qa.settings import load_settings
from qa.types import Answer
with Library.of(load_settings()) as library:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(20):
        text = f"{sys.argv[2]} {number}"
        library.conversations.append(sys.argv[1], "ann", Answer(text, text, "abstained", "extractive", text))
"""


@pytest.fixture
def library(place: Settings) -> Iterator[Library]:
    with Library.of(place) as opened:
        add_document(opened)
        yield opened


def test_a_conversation_is_shown_after_a_restart_as_it_was(place: Settings, library: Library) -> None:
    document = library.document("whales.txt")
    answers = [
        answering("When did it sing?", document, "The old whale sang on Monday."),
        abstaining("Why?", document, "Porter said the harbour was closed."),
    ]
    talk = library.conversations.start("ann")
    for answer in answers:
        library.conversations.append(talk.id, "ann", answer)
    with Library.of(place) as again:
        exchanges = again.conversations.exchanges(talk.id, "ann")
        assert [exchange.answer for exchange in exchanges] == answers
        assert [exchange.number for exchange in exchanges] == [1, 2]
        assert again.conversations.get(talk.id, "ann").exchanges == 2
    assert history_of(exchanges) == (
        Turn("user", "When did it sing?"),
        Turn("assistant", "The old whale sang on Monday. [1]", (document.id,)),
        Turn("user", "Why?"),
        Turn("assistant", "Not in these documents."),
    )


def test_a_branch_has_the_first_exchanges_and_goes_on_by_itself(library: Library) -> None:
    document, talks = library.document("whales.txt"), library.conversations
    answers = [answering(f"{number}?", document, "The old whale sang on Monday.") for number in range(3)]
    talk = talks.start("ann")
    for answer in answers:
        talks.append(talk.id, "ann", answer)
    branch = talks.branch(talk.id, "ann", 2)
    talks.append(branch.id, "ann", answers[0])
    assert [each.answer for each in talks.exchanges(branch.id, "ann")] == [*answers[:2], answers[0]]
    assert (branch.title, branch.exchanges, branch.share_token) == ("0? (2)", 2, None)
    assert talks.branch(branch.id, "ann", 1).title == "0? (3)"  # all can be told apart in the list
    assert [each.answer for each in talks.exchanges(talk.id, "ann")] == answers
    with pytest.raises(NotFoundError):
        talks.branch(talk.id, "bob", 1)
    with pytest.raises(NotFoundError, match="no exchange 4"):
        talks.branch(talk.id, "ann", 4)


def test_of_a_long_conversation_the_last_exchanges_can_be_had_alone(library: Library) -> None:
    talk = library.conversations.start("ann")
    for number in range(5):
        library.conversations.append(talk.id, "ann", answering(f"Question {number}?", library.document("whales.txt")))
    assert [each.number for each in library.conversations.exchanges(talk.id, "ann", last=2)] == [4, 5]
    assert len(library.conversations.exchanges(talk.id, "ann", last=50)) == 5


def test_an_exchange_says_what_made_it_and_which_version_of_a_document_it_cites(library: Library) -> None:
    library.claim_model("some-model")
    document = library.document("whales.txt")
    answer = answering("When?", document, "The old whale sang on Monday.")
    talk = library.conversations.start("ann")
    before = library.conversations.append(talk.id, "ann", answer)
    add_document(library, text="All new.")
    after = library.conversations.append(talk.id, "ann", answer)
    assert (before.versions.embedding_model, before.versions.reader) == ("some-model", "extractive")
    assert after.versions.library_revision == before.versions.library_revision + 1
    assert before.documents == {document.id: document.sha256}
    assert after.documents == {document.id: library.document(document.id).sha256}
    library.remove(document.id)
    assert library.conversations.append(talk.id, "ann", answer).documents == {}
    assert library.conversations.exchanges(talk.id, "ann")[0] == before


def test_the_first_question_is_the_title_until_there_is_another(library: Library) -> None:
    document = library.document("whales.txt")
    talk = library.conversations.start("ann")
    assert talk.title == ""
    for question in ("  When did\nit sing?", "Why?"):
        library.conversations.append(talk.id, "ann", answering(question, document))
    assert library.conversations.get(talk.id, "ann").title == "When did it sing?"
    assert library.conversations.rename(talk.id, "ann", " Whales ").title == "Whales"
    library.conversations.append(talk.id, "ann", answering("Who?", document))
    assert library.conversations.get(talk.id, "ann").title == "Whales"
    assert library.conversations.rename(talk.id, "ann", " ").title == "When did it sing?"


def test_a_long_title_is_cut_between_words(library: Library) -> None:
    title = library.conversations.start("ann", "whale " * 30).title
    assert (
        title == "whale " * 18 + "whale…"
    )  # 19 words are 113 characters; a twentieth would pass the 119 that leave room for "…"
    assert len(library.conversations.start("ann", "w" * 200).title) == 120


def test_conversations_are_found_by_words_of_title_questions_and_answers(library: Library) -> None:
    document = library.document("whales.txt")
    kept = library.conversations
    whales = kept.start("ann", "The Whales")
    kept.append(whales.id, "ann", answering("Who complained?", document, "Café owners complained [3]."))
    other = kept.start("ann", "100 % other")

    def found(containing: str) -> list[str]:
        return [conversation.id for conversation in kept.list("ann", containing)]

    assert found("") == [other.id, whales.id]
    for containing in ("whales", "WHO complained", "cafe", "CAFÉ the", "owners who whale"):
        assert found(containing) == [whales.id], containing
    assert found("100 %") == [other.id]
    assert found("1_0") == found("whales other") == found("\\") == []


def test_what_was_used_last_comes_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count()  # all of this may happen within one millisecond
    monkeypatch.setattr(moments, "millisecond", lambda: f"2031-04-01T00:00:00.{next(ticks):03}+00:00")
    document = library.document("whales.txt")
    first, second = (library.conversations.start("ann", title) for title in ("first", "second"))
    library.conversations.append(first.id, "ann", answering("Who?", document))
    assert [each.title for each in library.conversations.list("ann")] == ["first", "second"]
    library.conversations.append(second.id, "ann", answering("Who?", document))
    assert [each.title for each in library.conversations.list("ann")] == ["second", "first"]


def test_somebody_elses_conversation_is_as_unknown_as_one_that_never_was(library: Library) -> None:
    document = library.document("whales.txt")
    kept = library.conversations
    talk = kept.start("ann", "Secret")
    kept.append(talk.id, "ann", answering("Who?", document))
    attempts = [
        lambda name: kept.get(name, "bob"),
        lambda name: kept.exchanges(name, "bob"),
        lambda name: kept.append(name, "bob", answering("Who?", document)),
        lambda name: kept.rename(name, "bob", "Mine"),
        lambda name: kept.share(name, "bob"),
        lambda name: kept.unshare(name, "bob"),
        lambda name: kept.delete(name, "bob"),
        lambda name: kept.restore(name, "bob"),
    ]
    for attempt in attempts:
        with pytest.raises(NotFoundError) as theirs:
            attempt(talk.id)
        with pytest.raises(NotFoundError) as unknown:
            attempt("0" * 16)
        assert str(theirs.value).replace(talk.id, "0" * 16) == str(unknown.value)
    assert kept.list("bob") == ()
    assert (kept.get(talk.id, "ann").title, kept.get(talk.id, "ann").exchanges) == ("Secret", 1)


def test_a_deleted_conversation_is_gone_from_everywhere_and_can_be_restored(library: Library) -> None:
    kept = library.conversations
    talk = kept.start("ann", "Whales")
    token = kept.share(talk.id, "ann")
    kept.delete(talk.id, "ann")
    assert kept.list("ann") == ()
    for attempt in (
        lambda: kept.get(talk.id, "ann"),
        lambda: kept.shared(token),
        lambda: kept.delete(talk.id, "ann"),
        lambda: kept.rename(talk.id, "ann", "Whales"),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    assert kept.restore(talk.id, "ann") == kept.get(talk.id, "ann")
    assert kept.shared(token)[0].title == "Whales"


def test_after_a_day_a_deleted_conversation_is_gone_for_good(library: Library) -> None:
    kept = library.conversations
    early, late = kept.start("ann", "early"), kept.start("ann", "late")
    now, table = datetime.now(UTC), tables.conversations
    for talk, hours in ((early, 25), (late, 23)):
        kept.delete(talk.id, "ann")
        with library.writing() as connection:
            then = (now - timedelta(hours=hours)).isoformat(timespec="milliseconds")
            connection.execute(table.update().where(table.c.id == talk.id).values(deleted=then))
    with pytest.raises(NotFoundError):
        kept.restore(early.id, "ann")
    assert [each.title for each in kept.deleted("ann")] == ["late"]
    assert kept.deleted("bob") == ()
    assert kept.restore(late.id, "ann").title == "late"
    assert kept.deleted("ann") == ()


def test_a_link_shows_what_was_there_when_it_was_shared_and_nothing_asked_later(library: Library) -> None:
    document = library.document("whales.txt")
    kept = library.conversations
    talk = kept.start("ann", "Whales")
    kept.append(talk.id, "ann", answering("One?", document))
    token = kept.share(talk.id, "ann")
    kept.append(talk.id, "ann", answering("Two?", document))
    assert [exchange.answer.question for exchange in kept.shared(token)[1]] == ["One?"]
    assert kept.share(talk.id, "ann") == token
    assert [exchange.answer.question for exchange in kept.shared(token)[1]] == ["One?", "Two?"]
    kept.unshare(talk.id, "ann")
    for dead in (token, "", "None"):
        with pytest.raises(NotFoundError, match="link"):
            kept.shared(dead)
    assert kept.share(talk.id, "ann") != token
    assert len(token) >= 32


def test_two_processes_that_append_at_once_lose_nothing(place: Settings, library: Library) -> None:
    talk = library.conversations.start("ann")
    script, environment = [sys.executable, "-c", APPEND, talk.id], environment_of(place)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen([*script, name], env=environment, **pipes) for name in ("one", "two")]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go on\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
    assert [writer.returncode for writer in writers] == [0, 0]
    exchanges = library.conversations.exchanges(talk.id, "ann")
    assert [exchange.number for exchange in exchanges] == list(range(1, 41))  # 2 processes, 20 each
    for name in ("one", "two"):
        asked = [exchange.answer.question for exchange in exchanges if exchange.answer.question.startswith(name)]
        assert asked == [f"{name} {number}" for number in range(20)]


def test_a_browser_may_have_named_it_already_where_the_name_is_free(library: Library) -> None:
    conversations, wanted = library.conversations, "0123456789abcdef"
    assert conversations.start("ann", wanted=wanted).id == wanted
    assert conversations.start("bob", wanted=wanted).id != wanted
    conversations.delete(wanted, "ann")
    assert conversations.start("ann", wanted=wanted).id != wanted  # it can still be restored
    assert conversations.start("ann", wanted="../etc/passwd").id != "../etc/passwd"
