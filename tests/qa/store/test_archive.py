"""Signed and encrypted backups: real archives, harmed, swapped, and made by others."""

import json
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qa.settings import Settings
from qa.store.archive import Trust, look_at
from qa.store.backup import back_up, restore, verify
from qa.store.keys import SIGNING_KEY_FILE, SigningKey
from qa.store.sql import Library, NewChunk
from qa.types import Chunk, Document, Sentence
from qa.types.errors import BackupError
from tests.qa.store.test_restore import fill, sources
from tests.support import ROOT, RunQa

PASSPHRASE = "four words nobody guesses"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return fill(tmp_path / "mine", "whale", "seal")


@pytest.fixture
def theirs(tmp_path: Path) -> Settings:
    """A library with a key of its own."""
    return fill(tmp_path / "theirs", "gull", "tern")


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    back_up(settings, tmp_path / "b.zip")
    return tmp_path / "b.zip"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an encrypted backup and the key that signed it: to encrypt takes long, on purpose."""
    folder = tmp_path_factory.mktemp("kept")
    settings = fill(folder / "mine", "whale", "seal")
    back_up(settings, folder / "sealed.zip", passphrase=PASSPHRASE)
    return folder


@pytest.fixture
def sealed(settings: Settings, kept: Path, tmp_path: Path) -> Path:
    shutil.copy(kept / "mine" / SIGNING_KEY_FILE, settings.data_dir)
    return Path(shutil.copy(kept / "sealed.zip", tmp_path))


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(file: Path, content: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)


def refused(settings: Settings, file: Path, match: str, trust: Trust | None = None, passphrase: str | None = None) -> None:
    """By `restore` and by `verify`, in one sentence; and nothing has changed."""
    for attempt in (
        lambda: restore(settings, file, trust=trust, passphrase=passphrase),
        lambda: verify(settings, file, trust or Trust()),
    ):
        with pytest.raises(BackupError, match=match) as caught:
            attempt()
        assert "\n" not in str(caught.value)
    assert sources(settings) == {"whale", "seal"}


def test_a_backup_is_signed_with_a_key_that_is_made_once_and_is_its_owners_alone(settings: Settings, tmp_path: Path) -> None:
    first, second = back_up(settings, tmp_path / "1.zip"), back_up(settings, tmp_path / "2.zip")
    own = SigningKey.existing(settings.data_dir)
    assert own is not None
    assert first.signed_by == second.signed_by == own.name
    assert verify(settings, tmp_path / "1.zip", Trust()) == first
    assert stat.S_IMODE((settings.data_dir / SIGNING_KEY_FILE).stat().st_mode) == 0o600
    assert b"PRIVATE KEY" not in (tmp_path / "1.zip").read_bytes()
    assert not list(settings.data_dir.glob(".backup-key-*"))


def test_processes_that_make_the_key_at_once_make_one(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from qa.store.keys import SigningKey as K; print(K.of(Path({str(tmp_path)!r})).name)"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(4)]
    assert len({process.communicate(timeout=60)[0] for process in running}) == 1


@pytest.mark.parametrize("name", ["manifest.json", "signature.json", "library.sqlite"])
def test_one_flipped_bit_anywhere_is_noticed(settings: Settings, file: Path, name: str) -> None:
    content = parts(file)
    for place in (0, len(content[name]) // 2, len(content[name]) - 1):
        raw = bytearray(content[name])
        raw[place] ^= 1
        write(file, content | {name: bytes(raw)})
        refused(settings, file, "is damaged|is no backup|isn't signed")


def test_what_is_changed_under_a_signature_is_refused_and_so_is_the_signature_of_something_else(
    settings: Settings, theirs: Settings, file: Path, tmp_path: Path
) -> None:
    back_up(theirs, tmp_path / "t.zip")
    mine, foreign = parts(file), parts(tmp_path / "t.zip")
    told = json.loads(mine["manifest.json"]) | {"documents": 3}
    for changed in (
        mine | {"library.sqlite": foreign["library.sqlite"]},
        mine | {"manifest.json": foreign["manifest.json"], "library.sqlite": foreign["library.sqlite"]},
        mine | {"manifest.json": json.dumps(told).encode()},
        mine | {"signature.json": foreign["signature.json"]},
        mine | {"signature.json": b'{"algorithm": "none"}'},
        mine | {"signature.json": b"[" * 60_000},
    ):
        write(file, changed)
        refused(settings, file, "is damaged|is no backup", Trust(unsigned=True))


def test_a_backup_cut_off_anywhere_is_refused(settings: Settings, file: Path) -> None:
    whole = file.read_bytes()
    for share in (0, 0.3, 0.6, 0.99):
        file.write_bytes(whole[: int(len(whole) * share)])
        refused(settings, file, "is damaged|is no backup")


def test_a_backup_of_another_key_is_refused_until_the_key_is_named(
    settings: Settings, theirs: Settings, tmp_path: Path
) -> None:
    made = back_up(theirs, tmp_path / "t.zip")
    refused(settings, tmp_path / "t.zip", f"signed with another key .* add --signed-by {made.signed_by}$")
    refused(settings, tmp_path / "t.zip", "signed with another key", Trust(signed_by="0" * 32, unsigned=True))
    trust = Trust(signed_by=made.signed_by)
    assert verify(settings, tmp_path / "t.zip", trust) == made
    restore(settings, tmp_path / "t.zip", trust=trust)
    assert sources(settings) == {"gull", "tern"}


def test_a_library_without_a_key_takes_nothing_unasked(settings: Settings, file: Path, tmp_path: Path) -> None:
    empty = Settings(data_dir=tmp_path / "new")
    with pytest.raises(BackupError, match="signed with another key"):
        restore(empty, file)
    assert not empty.data_dir.exists()
    shutil.copy(settings.data_dir / SIGNING_KEY_FILE, tmp_path)  # what moves along with the library
    empty.data_dir.mkdir()
    shutil.copy(tmp_path / SIGNING_KEY_FILE, empty.data_dir)
    restore(empty, file)
    assert sources(empty) == {"whale", "seal"}


def test_a_backup_without_a_signature_is_refused_until_that_is_allowed(settings: Settings, file: Path) -> None:
    """One of an earlier version, or one whose signature was taken away."""
    content = parts(file)
    del content["signature.json"]
    write(file, content)
    refused(settings, file, r"isn't signed, .* add --unsigned$")
    assert verify(settings, file, Trust(unsigned=True)).signed_by is None
    restore(settings, file, trust=Trust(unsigned=True))


def test_a_manifest_cannot_say_itself_who_signed_it(settings: Settings, file: Path) -> None:
    content, own = parts(file), SigningKey.existing(settings.data_dir)
    assert own is not None
    del content["signature.json"]
    told = json.loads(content["manifest.json"]) | {"signed_by": own.name}
    write(file, content | {"manifest.json": json.dumps(told).encode()})
    refused(settings, file, "isn't signed")


def test_a_key_that_is_none_is_named_and_never_written_over(settings: Settings, file: Path, tmp_path: Path) -> None:
    (settings.data_dir / SIGNING_KEY_FILE).write_text("not a key")
    for attempt in (lambda: back_up(settings, tmp_path / "c.zip"), lambda: verify(settings, file, Trust())):
        with pytest.raises(BackupError, match=r"backup.key is not the key that signs backups"):
            attempt()
    assert (settings.data_dir / SIGNING_KEY_FILE).read_text() == "not a key"


def test_an_encrypted_backup_gives_nothing_away_and_comes_back_with_its_passphrase(
    settings: Settings, file: Path, sealed: Path
) -> None:
    assert b"The whale sings" in file.read_bytes()
    assert b"The whale sings" not in sealed.read_bytes()
    assert b"SQLite format 3" not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o077 == 0
    assert verify(settings, sealed, Trust()) == look_at(sealed)  # without the passphrase
    fill(settings.data_dir, "walrus")
    restore(settings, sealed, passphrase=PASSPHRASE)
    assert sources(settings) == {"whale", "seal"}
    assert not list(settings.data_dir.glob("*ing*.sqlite"))  # neither what was read nor what was written


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [("four words somebody guessed", "not the passphrase"), ("", "not the pass"), (None, "is encrypted")],
)
def test_a_wrong_passphrase_changes_nothing(settings: Settings, sealed: Path, passphrase: str | None, told: str) -> None:
    with pytest.raises(BackupError, match=told) as caught:
        restore(settings, sealed, passphrase=passphrase)
    assert "\n" not in str(caught.value)
    assert sources(settings) == {"whale", "seal"}


def flipped(content: dict[str, bytes]) -> dict[str, bytes]:
    raw = bytearray(content["library.sqlite.age"])
    raw[len(raw) // 2] ^= 1
    return content | {"library.sqlite.age": bytes(raw)}


def cut(content: dict[str, bytes]) -> dict[str, bytes]:
    return content | {"library.sqlite.age": content["library.sqlite.age"][:-70_000]}


def longer(content: dict[str, bytes]) -> dict[str, bytes]:
    return content | {"library.sqlite.age": content["library.sqlite.age"] + b"more"}


@pytest.mark.parametrize("harm", [flipped, cut, longer])
def test_an_encrypted_backup_that_is_harmed_is_refused(
    settings: Settings, sealed: Path, harm: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> None:
    write(sealed, harm(parts(sealed)))
    refused(settings, sealed, "is damaged|is no backup", passphrase=PASSPHRASE)


def test_a_short_passphrase_is_refused_before_anything_is_written(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="has 5 characters, at least 12"):
        back_up(settings, tmp_path / "s.zip", passphrase="short")
    assert not list(tmp_path.glob("*.zip*"))


def test_the_commands_take_a_passphrase_from_the_environment_or_a_file_and_verify(
    settings: Settings, tmp_path: Path, qa_here: RunQa
) -> None:
    where = {"QA_DATA_DIR": str(settings.data_dir)}
    path, phrase = str(tmp_path / "s.zip"), tmp_path / "phrase"
    nobody = qa_here("backup", path, "--encrypt", **where)
    assert (nobody.returncode, nobody.stderr.count("\n")) == (1, 1)
    assert "set QA_BACKUP_PASSPHRASE" in nobody.stderr
    made = qa_here("backup", path, "--encrypt", "--json", **where, QA_BACKUP_PASSPHRASE=PASSPHRASE)
    told = json.loads(made.stdout)
    assert (told["encrypted"], told["documents"]) == (True, 2)
    whole = qa_here("backup", "verify", path, **where)
    assert whole.stdout.startswith("whole: 2 documents, 2 chunks of ")
    assert whole.stdout.endswith(f", encrypted, signed by {told['signed_by']}\n")
    elsewhere = {"QA_DATA_DIR": str(tmp_path / "new")}
    other = qa_here("backup", "verify", path, **elsewhere)
    assert (other.returncode, other.stderr.count("\n")) == (1, 1)
    phrase.write_text(f"{PASSPHRASE}\n")
    accepted = ("--signed-by", told["signed_by"], "--passphrase-file", str(phrase))
    back = qa_here("restore", path, "--yes", *accepted, **elsewhere)
    assert back.stdout.startswith("restored 2 documents, 2 chunks"), back.stderr
    assert sources(Settings(data_dir=tmp_path / "new")) == {"whale", "seal"}


def test_a_library_that_is_larger_than_a_block_is_encrypted_whole(settings: Settings, tmp_path: Path) -> None:
    atlas = Document.create(source="atlas", title="", text="The whale sings. " * 200_000)
    vector = np.zeros(384, dtype=np.float32)
    with Library.open(settings.data_dir) as library:
        chunk = Chunk(0, len(atlas.text), f"{atlas.id}-0", atlas.id, 0)
        library.put(atlas, [NewChunk(chunk, (Sentence(0, 16),), vector, vector[None, :])], [])
    made = back_up(settings, tmp_path / "large.zip", passphrase=PASSPHRASE)
    assert made.bytes > 3_000_000
    restore(settings, tmp_path / "large.zip", passphrase=PASSPHRASE)
    with Library.open(settings.data_dir) as library:
        assert library.document(atlas.id).text == atlas.text
