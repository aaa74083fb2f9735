import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.settings import Settings
from qa.store.sql import LOCAL, Accounts, Cost, Library, User, hash_password
from qa.store.sql.accounts import Sessions, session_id
from qa.store.sql.identities import Identities, Identity
from qa.types.errors import (
    AccessError,
    AccountError,
    NotFoundError,
    SignOnError,
    TooManyAttemptsError,
    WrongPasswordError,
)
from tests.answers import add_document, answering
from tests.support import environment_of

CHEAP = Cost(passes=1, memory=8)  # KiB; the least there is
HERE, THERE = "127.0.0.1", "192.0.2.7"
# Two processes, which import what they need once.
GUESS = """
import os, sys
from qa.types.errors import AccessError
from qa.store.sql import Accounts, Cost, Library
from qa.settings import load_settings
other = os.fork()
with Library.of(load_settings()) as library:
    accounts = Accounts(library, cost=Cost(passes=1, memory=8))
    for _ in range(3):
        try:
            accounts.log_in("ann", "guess", "192.0.2.7")
        except AccessError as exc:
            os.write(1, f"{type(exc).__name__}\\n".encode())
sys.exit(os.waitpid(other, 0)[1] if other else 0)
"""


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(library: Library, clock: Clock) -> Accounts:
    made = Accounts(library, cost=CHEAP, clock=clock)
    made.add("ann", "correct horse")
    return made


def guess(accounts: Accounts, name: str = "ann", address: str = THERE) -> str:
    """Log in with a wrong password; the kind of refusal."""
    with pytest.raises(AccessError) as caught:
        accounts.log_in(name, "guess", address)
    return type(caught.value).__name__


def stored_hash(library: Library) -> str:
    with library.reading() as connection:
        return str(connection.exec_driver_sql("SELECT password FROM users WHERE name = 'ann'").scalar_one())


def test_who_has_the_password_gets_a_session_until_they_log_out(accounts: Accounts) -> None:
    token = accounts.log_in("ann", "correct horse", HERE)
    assert accounts.session(token) == User("ann", admin=False)
    accounts.log_out(token)
    accounts.log_out(token)
    assert accounts.session(token) is None


def test_an_unknown_name_and_a_wrong_password_are_refused_alike(accounts: Accounts) -> None:
    refusals = set()
    for name, password in (("ann", "wrong horse"), ("bob", "correct horse"), ("", ""), ("ann", ""), ("\ud800", "\ud800")):
        with pytest.raises(WrongPasswordError) as caught:
            accounts.log_in(name, password, HERE)
        refusals.add(str(caught.value))
    assert refusals == {"wrong name or password"}


def test_an_unknown_name_takes_the_same_hashing_as_a_known_one(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    import argon2

    verified = []
    real = argon2.PasswordHasher.verify

    def counted(self: argon2.PasswordHasher, hashed: str, password: str) -> bool:
        verified.append(hashed.split("$")[3])
        return bool(real(self, hashed, password))

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    guess(accounts, "ann")
    guess(accounts, "nobody")
    assert verified == ["m=8,t=1,p=1"] * 2


def test_no_secret_stands_in_the_file(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    accounts = Accounts(library, cost=CHEAP)
    accounts.add("ann", "correct horse")
    session = accounts.log_in("ann", "correct horse", HERE)
    bearer = accounts.create_token("ann", "notebook")
    with pytest.raises(WrongPasswordError):
        accounts.log_in("typed as a name", "x", HERE)
    library.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"notebook" in stored
    for secret in ("correct horse", session, bearer, bearer.removeprefix("qa_"), "typed as a name"):
        assert secret.encode() not in stored


def test_after_five_wrong_passwords_the_right_one_must_wait_too(accounts: Accounts, clock: Clock) -> None:
    assert [guess(accounts) for _ in range(6)] == ["WrongPasswordError"] * 5 + ["TooManyAttemptsError"]
    with pytest.raises(TooManyAttemptsError, match="try again in 30 seconds") as caught:
        accounts.log_in("ann", "correct horse", THERE)
    assert caught.value.seconds == 30
    clock.now += 29.5
    with pytest.raises(TooManyAttemptsError, match=r"1 second$"):
        accounts.log_in("ann", "correct horse", THERE)
    clock.now += 0.5
    assert accounts.log_in("ann", "correct horse", THERE)
    assert [guess(accounts) for _ in range(5)] == ["WrongPasswordError"] * 5  # counted anew


def test_each_further_wrong_password_doubles_the_wait_up_to_a_quarter_of_an_hour(accounts: Accounts, clock: Clock) -> None:
    for _ in range(4):
        guess(accounts)
    waits = []
    for _ in range(8):
        assert guess(accounts) == "WrongPasswordError"
        with pytest.raises(TooManyAttemptsError) as caught:
            accounts.log_in("ann", "guess", THERE)
        waits.append(caught.value.seconds)
        clock.now += caught.value.seconds
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_the_count_is_of_one_name_at_one_address(accounts: Accounts) -> None:
    for _ in range(5):
        guess(accounts)
    assert guess(accounts, name="bob") == "WrongPasswordError"
    assert accounts.log_in("ann", "correct horse", HERE)
    assert guess(accounts) == "TooManyAttemptsError"  # logging in elsewhere doesn't reset it


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),  # one customer's /64
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("unix socket", "unix socket", True),
    ],
)
def test_addresses_of_one_customer_are_one(accounts: Accounts, one: str, other: str, same: bool) -> None:
    for _ in range(5):
        guess(accounts, address=one)
    assert guess(accounts, address=other) == ("TooManyAttemptsError" if same else "WrongPasswordError")


def test_a_restart_and_another_process_forgive_nothing(accounts: Accounts, place: Settings) -> None:
    script, environment = [sys.executable, "-c", GUESS], environment_of(place)
    outcomes = subprocess.run(script, stdout=subprocess.PIPE, text=True, env=environment, check=True).stdout.split()
    assert sorted(outcomes) == ["TooManyAttemptsError"] + ["WrongPasswordError"] * 5  # 2 processes, 3 guesses each


def test_a_hundred_guesses_at_once_are_no_more_than_five(accounts: Accounts) -> None:
    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(lambda _: guess(accounts), range(100)))
    assert outcomes.count("WrongPasswordError") == 5


def test_a_clock_that_was_set_back_keeps_nobody_out_for_longer(accounts: Accounts, clock: Clock) -> None:
    for _ in range(5):
        guess(accounts)
    clock.now -= 1_000_000
    with pytest.raises(TooManyAttemptsError) as caught:
        accounts.log_in("ann", "correct horse", THERE)
    assert caught.value.seconds == 30
    clock.now += 10
    with pytest.raises(TooManyAttemptsError) as caught:
        accounts.log_in("ann", "correct horse", THERE)
    assert caught.value.seconds == 20  # the wait goes on, it doesn't begin again with each attempt
    clock.now += 20
    assert accounts.log_in("ann", "correct horse", THERE)


def test_a_session_of_before_the_clock_was_set_back_ends_like_any_other(accounts: Accounts, clock: Clock) -> None:
    day = 24 * 3600.0
    token = accounts.log_in("ann", "correct horse", HERE)
    clock.now -= 1000 * day
    assert accounts.session(token) is not None
    clock.now += 14 * day + 1
    assert accounts.session(token) is None


def test_a_session_lasts_until_it_was_not_used_for_fourteen_days(accounts: Accounts, clock: Clock) -> None:
    day = 24 * 3600.0
    token = accounts.log_in("ann", "correct horse", HERE)
    for _ in range(3):
        clock.now += 13 * day
        assert accounts.session(token) is not None
    clock.now += 14 * day + 1
    assert accounts.session(token) is None


def test_a_session_of_one_process_is_one_in_all(accounts: Accounts, place: Settings) -> None:
    token = accounts.log_in("ann", "correct horse", HERE)
    with Library.of(place) as other:
        other.accounts.log_out(token)
    assert accounts.session(token) is None


def test_a_bearer_token_works_until_it_is_revoked(accounts: Accounts) -> None:
    accounts.add("root", "correct horse", admin=True)
    token = accounts.create_token("ann", " for  the\nnotebook ")
    assert accounts.token(token) == User("ann", admin=False)
    assert (accounts.token("qa_nonsense"), accounts.token(""), accounts.session(token)) == (None, None, None)
    accounts.create_token("root", "")
    (label,) = accounts.tokens("ann")
    assert (label.user, label.label, len(accounts.tokens())) == ("ann", "for the notebook", 2)
    with pytest.raises(NotFoundError):
        accounts.revoke(label.id, "root")  # not theirs
    accounts.revoke(label.id)
    assert accounts.token(token) is None
    with pytest.raises(NotFoundError, match="qa tokens list"):
        accounts.revoke(label.id)
    with pytest.raises(NotFoundError, match="qa users list"):
        accounts.create_token("nobody", "")


def test_a_new_password_ends_every_session_and_token(accounts: Accounts) -> None:
    session, bearer = accounts.log_in("ann", "correct horse", HERE), accounts.create_token("ann", "")
    accounts.set_password("ann", "battery staple")
    assert (accounts.session(session), accounts.token(bearer)) == (None, None)
    assert guess(accounts) == "WrongPasswordError"
    assert accounts.log_in("ann", "battery staple", HERE)
    with pytest.raises(NotFoundError):
        accounts.set_password("nobody", "battery staple")


def leave_something(library: Library, owner: str) -> str:
    """Two conversations, one of them deleted, and feedback; the id of the first."""
    talk, answer = library.conversations.start(owner, "Secret"), answering("Who?", add_document(library))
    library.conversations.append(talk.id, owner, answer)
    library.conversations.delete(library.conversations.start(owner, "Deleted").id, owner)
    library.feedback.add(owner, answer, "down", "Secret")
    return talk.id


def theirs(library: Library, name: str) -> list[object]:
    """All that the person with this name sees as their own."""
    owner = library.accounts.owner(name)
    return [*library.conversations.list(owner), *library.feedback.list(owner)]


def test_a_removed_user_leaves_nothing_to_whoever_gets_the_name_next(accounts: Accounts, library: Library) -> None:
    session, bearer = accounts.log_in("ann", "correct horse", HERE), accounts.create_token("ann", "")
    talk = leave_something(library, accounts.owner("ann"))
    accounts.remove("ann")
    assert (accounts.session(session), accounts.token(bearer), accounts.list()) == (None, None, ())
    accounts.add("ann", "battery staple")
    assert (theirs(library, "ann"), accounts.tokens("ann")) == ([], ())
    with pytest.raises(NotFoundError):
        library.conversations.owned(talk)
    assert [entry.owner for entry in library.feedback.list()] == ["ann (removed)"]  # feedback stays, and is nobody's
    with pytest.raises(NotFoundError, match="qa users list"):
        accounts.remove("nobody")


@pytest.mark.parametrize("name", ["", " ", "a b", "a:b", "a\nb", "a\u202eb", "\ud800", "a" * 65])
def test_a_name_that_could_be_taken_for_another_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountError, match="printable characters without spaces and colons"):
        accounts.add(name, "correct horse")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("ä", "1 character;"),
        ("short", "5 characters; 8 to 1024"),
        ("a" * 1025, "1025"),
        ("\ud800" * 8, "UTF-8"),
    ],
)
def test_a_password_that_is_too_short_or_no_text_is_refused_and_not_repeated(
    accounts: Accounts, password: str, says: str
) -> None:
    with pytest.raises(AccountError, match=says) as caught:
        accounts.add("bob", password)
    assert password not in str(caught.value)
    assert [user.name for user in accounts.list()] == ["ann"]


def test_a_name_is_given_once(accounts: Accounts) -> None:
    with pytest.raises(AccountError, match="'ann' already"):
        accounts.add("ann", "battery staple")
    assert accounts.log_in("ann", "correct horse", HERE)


def test_an_accented_name_or_password_may_come_composed_or_not(accounts: Accounts) -> None:
    accounts.add("Zoë", "Crème brûlée")
    assert accounts.session(accounts.log_in("Zoe\u0308", "Cre\u0300me bru\u0302le\u0301e", HERE)) == User("Zoë", admin=False)


def test_the_setting_makes_an_admin_and_a_restart_changes_nothing(accounts: Accounts) -> None:
    assert accounts.admit("root:pass:word") == User("root", admin=True)
    session = accounts.log_in("root", "pass:word", HERE)
    bearer = accounts.create_token("root", "")
    accounts.admit("root:pass:word")
    assert accounts.session(session) == accounts.token(bearer) == User("root", admin=True)


def test_a_new_password_in_the_setting_ends_the_sessions_of_the_old_one(accounts: Accounts) -> None:
    accounts.admit("root:first")
    session = accounts.log_in("root", "first", HERE)
    accounts.admit("root:second")
    assert accounts.session(session) is None
    assert guess(accounts, "root") == "WrongPasswordError"
    assert accounts.log_in("root", "second", HERE)


def test_another_name_in_the_setting_takes_the_place_of_the_first_and_of_nobody_else(accounts: Accounts) -> None:
    accounts.admit("root:first")
    session = accounts.log_in("root", "first", HERE)
    accounts.admit("boss:second")
    assert accounts.session(session) is None
    assert accounts.list() == (User("ann", admin=False), User("boss", admin=True))


def test_whom_another_name_in_the_setting_replaced_leaves_nothing_to_whoever_gets_the_name_next(
    accounts: Accounts, library: Library
) -> None:
    talk = leave_something(library, accounts.admit("root:first").id)
    assert len(theirs(library, "root")) == 2
    accounts.admit("boss:second")
    accounts.add("root", "correct horse")
    assert theirs(library, "root") == []
    with pytest.raises(NotFoundError):
        library.conversations.owned(talk)


def test_who_logs_in_as_local_keeps_what_was_asked_before_anybody_logged_in(accounts: Accounts, library: Library) -> None:
    leave_something(library, LOCAL.id)
    accounts.add("local", "correct horse")
    assert len(theirs(library, "local")) == 2


def test_the_setting_can_make_a_user_an_admin(accounts: Accounts) -> None:
    accounts.admit("ann:battery staple")
    assert accounts.session(accounts.log_in("ann", "battery staple", HERE)) == User("ann", admin=True)


def test_the_setting_may_hold_a_hash_instead_of_the_password(accounts: Accounts) -> None:
    hashed = hash_password("correct horse")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")  # OWASP's least: 19 MiB, two passes
    accounts.admit(f"root:{hashed}")
    session = accounts.log_in("root", "correct horse", HERE)
    accounts.admit(f"root:{hashed}")
    assert accounts.session(session) == User("root", admin=True)


def test_a_hash_of_another_cost_is_renewed_at_log_in(accounts: Accounts, library: Library, clock: Clock) -> None:
    dearer = Accounts(library, cost=Cost(passes=2, memory=16), clock=clock)
    session = accounts.log_in("ann", "correct horse", HERE)
    assert stored_hash(library).startswith("$argon2id$v=19$m=8,t=1,p=1$")
    for _ in range(2):
        assert dearer.log_in("ann", "correct horse", HERE)
        assert stored_hash(library).startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert accounts.session(session) is not None


@pytest.mark.parametrize("secret", ["password", "correct horse"])
def test_nothing_that_is_shown_of_an_account_holds_its_secret(accounts: Accounts, secret: str) -> None:
    token = accounts.create_token("ann", "label")
    shown = repr((accounts.list(), accounts.tokens(), accounts))
    assert secret not in shown
    assert token not in shown


def test_sessions_are_listed_the_last_used_first_and_ended_one_by_one_or_all(
    library: Library, accounts: Accounts, clock: Clock
) -> None:
    sessions = Sessions(library, clock=clock)
    first = accounts.log_in("ann", "correct horse", HERE)
    clock.now += 60
    second = accounts.log_in("ann", "correct horse", THERE)
    assert [(each.address, each.began) for each in sessions.list("ann")] == [
        (THERE, "1970-01-12T13:47:40+00:00"),
        (HERE, "1970-01-12T13:46:40+00:00"),
    ]
    assert sessions.list("bob") == ()
    with pytest.raises(NotFoundError):
        sessions.end(session_id(first), "bob")
    sessions.end(session_id(first), "ann")
    assert (accounts.session(first), accounts.session(second)) == (None, User("ann", admin=False))
    assert sessions.end_all("ann") == 1
    assert accounts.session(second) is None


def test_a_list_of_sessions_tells_nothing_to_log_in_with(library: Library, accounts: Accounts, clock: Clock) -> None:
    token = accounts.log_in("ann", "correct horse", HERE)
    (listed,) = Sessions(library, clock=clock).list()
    assert accounts.session(listed.id) is None
    assert token not in repr(listed)


def test_a_session_with_an_end_is_over_then_however_much_it_is_used(library: Library, clock: Clock) -> None:
    accounts = Accounts(library, cost=CHEAP, clock=clock)
    user, token = Identities(library, clock=clock).log_in(Identity("https://a", "1", ("bob",)), "editor", HERE, 3600)
    assert accounts.session(token) == user == User("bob", admin=False, editor=True)
    for _ in range(5):
        clock.now += 700
        assert accounts.session(token) is not None
    clock.now += 200
    assert accounts.session(token) is None
    assert Sessions(library, clock=clock).list() == ()


def test_the_same_subject_of_another_issuer_is_somebody_else(library: Library, clock: Clock) -> None:
    identities = Identities(library, clock=clock)
    ann, _ = identities.log_in(Identity("https://a", "1", ("ann",)), "reader", HERE, 60)
    other, _ = identities.log_in(Identity("https://b", "1", ("also ann",)), "reader", HERE, 60)
    assert other.name == "also-ann"
    assert ann.id != other.id
    assert identities.log_in(Identity("https://a", "1", ("x",)), "reader", HERE, 60)[0].id == ann.id
    with pytest.raises(SignOnError, match="there is an account ann already"):
        identities.log_in(Identity("https://c", "1", ("", "ann")), "admin", HERE, 60)
    with pytest.raises(SignOnError, match="no name"):
        identities.log_in(Identity("https://c", "1", ("", ":", "a\0b")), "admin", HERE, 60)


def test_whom_qa_auth_names_is_nobodys_of_a_provider(library: Library, clock: Clock) -> None:
    accounts, identities = Accounts(library, cost=CHEAP, clock=clock), Identities(library, clock=clock)
    identities.log_in(Identity("https://a", "1", ("ann",)), "reader", HERE, 60)
    accounts.admit("ann:correct horse")
    with pytest.raises(SignOnError):
        identities.log_in(Identity("https://a", "1", ("ann",)), "reader", HERE, 60)
    assert [user.role for user in accounts.list()] == ["admin"]


def test_who_is_removed_and_comes_back_by_the_provider_has_an_account_that_is_new(library: Library, clock: Clock) -> None:
    accounts, identities = Accounts(library, cost=CHEAP, clock=clock), Identities(library, clock=clock)
    first, _ = identities.log_in(Identity("https://a", "1", ("bob",)), "reader", HERE, 60)
    accounts.remove("bob")
    second, _ = identities.log_in(Identity("https://a", "1", ("bob",)), "reader", HERE, 60)
    assert first.id != second.id
