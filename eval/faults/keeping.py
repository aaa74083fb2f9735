"""What is set up before a backup, a restore or an upgrade is killed, and what must be so afterwards."""

import shutil
import sqlite3
from pathlib import Path

from eval.faults.making import settings_of
from qa.store.archive import Trust
from qa.store.backup import back_up, verify
from qa.store.sql import Library
from qa.types.errors import QAError

_PEOPLE, _TALKS = 40, 50


def archives(folder: Path) -> Path:
    """Where backups of a library lie: beside it."""
    beside = folder.with_name("backups")
    beside.mkdir(exist_ok=True)
    return beside


def set_aside(folder: Path) -> None:
    """A backup to be restored, of the library as it is now."""
    empty(folder)
    back_up(settings_of(folder), archives(folder) / "kept.zip")


def empty(folder: Path) -> None:
    shutil.rmtree(archives(folder))


def damaged_archives(folder: Path) -> list[str]:
    """Every archive that has its name is whole, whenever its maker was killed; what it left doesn't hinder the next backup."""
    wrong = []
    back_up(settings_of(folder), archives(folder) / "after.zip")
    for file in archives(folder).glob("*.zip"):
        try:
            verify(settings_of(folder), file, Trust())
        except QAError as exc:
            wrong.append(f"backup: {exc}")
    empty(folder)
    return wrong


def make_old(folder: Path) -> None:
    """Bring the library to the format of before, with people who have conversations in it."""
    connection = sqlite3.connect(folder / "library.sqlite", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM users")
    connection.execute("DELETE FROM conversations")
    day = "2026-01-01T00:00:00+00:00"
    for number in range(_PEOPLE):
        name = f"person {number}"
        connection.execute(
            "INSERT INTO users (name, password, admin, from_setting, added) VALUES (?, 'no hash', 0, 0, ?)", (name, day)
        )
        talks = [(f"talk{number}x{talk}", name, day, day) for talk in range(_TALKS)]
        connection.executemany(
            "INSERT INTO conversations (id, owner, title, folded, created, updated) VALUES (?, ?, 'Talk', 'talk', ?, ?)", talks
        )
    connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    connection.execute("COMMIT")
    connection.close()


def lost_people(folder: Path) -> list[str]:
    """Everybody has an id of their own and all their conversations."""
    with Library.open(folder) as library:
        accounts = library.accounts.list()
        talks = {user.name: len(library.conversations.list(library.accounts.owner(user.name))) for user in accounts}
    expected = {f"person {person}": _TALKS for person in range(_PEOPLE)}
    return [] if talks == expected else [f"upgrade: {sum(talks.values())} conversations of {len(talks)} people"]
