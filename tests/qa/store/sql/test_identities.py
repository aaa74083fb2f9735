"""Whom a provider vouches for, and their sessions, on both engines; the way there is in tests of `qa.service.api.sign_on`."""

from dataclasses import replace

import pytest

from qa.settings import Settings
from qa.store.sql import Library
from qa.store.sql.identities import Identity
from qa.types.errors import SignOnError

OTTO = Identity("https://id.example.org", "1", ("otto", "otto@example.org"))


def test_a_person_is_known_again_by_subject_in_every_process_and_has_the_role_of_the_last_log_in(
    library: Library, place: Settings
) -> None:
    first, token = library.identities.log_in(OTTO, "admin", "10.0.0.1", 60, "s1", "signed")
    with Library.of(place) as other:
        again, _ = other.identities.log_in(replace(OTTO, names=("renamed",)), "reader", "10.0.0.2", 60)
        assert (again.name, again.id, again.admin) == ("otto", first.id, False)
        assert other.identities.id_token(token) == "signed"
        assert {session.address for session in other.sessions.list("otto")} == {"10.0.0.1", "10.0.0.2"}
        assert other.accounts.session(token) == again
    with pytest.raises(SignOnError, match="there is an account otto already"):
        library.identities.log_in(replace(OTTO, subject="2"), "admin", "10.0.0.3", 60)


def test_who_logs_out_at_the_provider_or_may_not_come_in_any_more_is_out_here(library: Library) -> None:
    _, one = library.identities.log_in(OTTO, "editor", "10.0.0.1", 60, "s1")
    user, two = library.identities.log_in(OTTO, "editor", "10.0.0.1", 60, "s2")
    assert library.identities.log_out("https://other.example.org", "1", "s1") == 0
    assert library.identities.log_out(OTTO.issuer, None, "s1") == 1
    assert (library.accounts.session(one), library.accounts.session(two)) == (None, user)
    programs = library.accounts.create_token("otto", "a program")
    assert library.identities.shut_out(OTTO) == "otto"
    assert library.accounts.session(two) is None
    assert library.accounts.token(programs) is None
