"""How likely one name in two documents is one person's."""

import numpy as np

from qa.attribution.answers.identities import bearer_numbers
from qa.store.sql import Speaker


def test_a_common_name_is_two_people_where_other_things_are_told_around_it() -> None:
    told = [Speaker("Jason Miller", "", each) for each in "ab"]
    told += [Speaker(f"{name} Miller", "", "c") for name in "Ann Joe Tim Carla Dora Eva Frank Hugo Ida Kim".split()]
    one, other = np.eye(2, dtype=np.float32)
    apart = bearer_numbers(told, {}, {("Jason Miller", "a"): one, ("Jason Miller", "b"): other})
    assert apart[0] != apart[1]
    same = bearer_numbers(told, {}, {("Jason Miller", "a"): one, ("Jason Miller", "b"): one})
    assert same[0] == same[1]


def test_a_surname_alone_is_the_well_known_bearers_where_the_same_is_told_around_it() -> None:
    told = [*(Speaker("Ann Lionel", "", each) for each in "abcde"), Speaker("Lionel", "", "f")]
    one, other = np.eye(2, dtype=np.float32)
    known = {("Ann Lionel", each): one for each in "abcde"}
    assert len({*bearer_numbers(told, {}, {**known, ("Lionel", "f"): one})}) == 1
    assert len({*bearer_numbers(told, {}, {**known, ("Lionel", "f"): other})}) == 2


def test_of_whoever_is_in_many_documents_one_that_is_alike_makes_no_other_name_theirs() -> None:
    told = [*(Speaker("Daniel Miller", "", each) for each in "abcdefgh"), Speaker("Dan Miller", "", "z")]
    told += [Speaker(f"{name} Miller", "", "y") for name in "Ann Joe Tim Carla Dora Eva Frank Hugo Ida Kim".split()]
    one, other = np.eye(2, dtype=np.float32)
    around = {("Daniel Miller", each): one for each in "abcdefg"}
    around |= {("Daniel Miller", "h"): 0.6 * one + 0.8 * other, ("Dan Miller", "z"): other}
    daniel, *_, last, dan = bearer_numbers(told, {}, around)[:9]
    assert daniel == last != dan


def test_first_names_that_only_begin_alike_are_one_where_the_roles_agree() -> None:
    told = [Speaker("Stefan Lionel", "spokesman", "a"), Speaker("Stephane Lionel", "spokesman for the mayor", "b")]
    one = np.eye(2, dtype=np.float32)[0]
    around = {("Stefan Lionel", "a"): one, ("Stephane Lionel", "b"): one}
    assert len(set(bearer_numbers(told, {}, around))) == 1
    actor = Speaker("Stephane Lionel", "actor", "b")
    assert len(set(bearer_numbers([told[0], actor], {}, around))) == 2
