"""What the product is made of: hashes and licences of its dependencies, a bill of materials, and known holes in them.

    python tests/supply_chain.py lock|licences|sbom|audit

`lock` and `licences` write files that are kept and tested: run them when constraints.txt changes. `make sbom` and `make audit`
run the others, in an environment of their own, so that their tools aren't among what they look at.
"""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
CONSTRAINTS, LOCK = ROOT / "constraints.txt", ROOT / "requirements.lock"
LICENCES, SBOM = ROOT / "THIRD_PARTY_LICENSES.txt", ROOT / "dist" / "citedqa.cdx.json"
# Its build is the package index's choice, so it has no hash, nor has what a build of it brings.
_TORCH = re.compile(r"(torch|triton|setuptools|nvidia-.*|cuda-.*)$")
# Packages that don't say it where the others do, looked up in the licence file that they bring.
_TOLD_ELSEWHERE = {"pyrage": "MIT", "tiktoken": "MIT"}
_UNIVERSAL = ("--generate-hashes", "--universal", "--python-version", "3.11.5", "--no-header", "--no-annotate", "--quiet")
_LOCK_HEAD = """\
# constraints.txt with the SHA-256 of every file that the package index has of each release; made by `make lock`. Not of torch
# and what a build of it brings, which differ by machine, so it is used with --no-deps:
#   pip install --require-hashes --no-deps -r requirements.lock && pip install --constraint constraints.txt .
"""
_LICENCES_HEAD = """\
What CitedQA needs to run, with its licence as each package states it; made by `make licences`. The texts of the licences come
with the packages; `make sbom` lists those of an environment, extras too. CitedQA itself is under the Apache License 2.0, and so
are the models that those in the package are made of: all-mpnet-base-v2 (qa/reading/listwise.npz) and all-MiniLM-L6-v2 (all
others) by sentence-transformers; qa/english/data holds a list under the licence beside it.

"""


def pins(file: Path) -> dict[str, str]:
    """The releases that a requirements file pins, by name."""
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def lock(uv: str) -> None:
    made = subprocess.run(
        [uv, "pip", "compile", "pyproject.toml", "--all-extras", "--constraint", str(CONSTRAINTS), *_UNIVERSAL],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    entries = re.split(r"^(?=\S)", made, flags=re.MULTILINE)
    kept = [entry for entry in entries if not _TORCH.match(re.split(r"[=\s]", entry, maxsplit=1)[0])]
    LOCK.write_text(_LOCK_HEAD + "".join(kept), encoding="utf-8")


def runtime_dependencies() -> dict[str, Distribution]:
    """All that the product needs to run, without extras, as it is installed here."""
    found: dict[str, Distribution] = {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [(requirement, "") for requirement in project["dependencies"]]
    while waiting:
        line, extra = waiting.pop()
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        seen = name in found
        if not seen:
            try:
                found[name] = distribution(name)
            except PackageNotFoundError:
                continue  # of another system
        extras = requirement.extras if seen else {"", *requirement.extras}
        waiting += [(each, extra) for each in found[name].requires or [] for extra in extras]
    return found


def licence_of(package: Distribution) -> str:
    """The licence in SPDX's words where the package has them, else in its own."""
    name = canonicalize_name(package.name)
    told = package.metadata
    classifiers = [each.split(" :: ")[-1] for each in told.get_all("Classifier") or [] if each.startswith("License ::")]
    free_text = (told.get("License") or "").strip().splitlines()
    short = free_text[0] if len(free_text) == 1 and len(free_text[0]) < 80 else ""
    found = told.get("License-Expression") or " AND ".join(c for c in classifiers if c != "OSI Approved") or short
    return _TOLD_ELSEWHERE.get(name) or found or "unknown"


def licences() -> str:
    """The list as a text. Releases are those of constraints.txt."""
    pinned = pins(CONSTRAINTS)
    packages = sorted(runtime_dependencies().items())
    lines = [f"{name} {pinned.get(name, '(any)')}: {licence_of(package)}\n" for name, package in packages]
    return _LICENCES_HEAD + "".join(lines)


def sbom(cyclonedx: str, python: str) -> None:
    SBOM.parent.mkdir(exist_ok=True)
    what = ["environment", python, "--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application"]
    subprocess.run([cyclonedx, *what, "--output-reproducible", "--of", "JSON", "-o", str(SBOM)], check=True, cwd=ROOT)
    print(f"{len(json.loads(SBOM.read_text(encoding='utf-8'))['components'])} components in {SBOM}")


def audit(pip_audit: str) -> int:
    """0 where no known hole was found, or nobody could be asked: then it says so."""
    asking = [pip_audit, "--requirement", str(LOCK), "--require-hashes", "--no-deps", "--disable-pip", "--format", "json"]
    asked = subprocess.run([*asking, "--progress-spinner", "off"], capture_output=True, text=True, check=False, cwd=ROOT)
    try:
        told = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"NOT JUDGED: no source of advisories can be reached: {(asked.stderr.splitlines() or ['?'])[-1]}")
        return 0
    judged = [each for each in told if "vulns" in each]
    holes = [(each["name"], each["version"], hole["id"]) for each in judged for hole in each["vulns"]]
    for name, version, advisory in holes:
        print(f"{name} {version}: {advisory}")
    if not judged:
        print(f"NOT JUDGED: the source of advisories knows none of {len(told)} packages; is it a mirror without advisories?")
    else:
        print(f"{len(judged)} of {len(told)} packages judged, {len(holes)} known holes")
    return 1 if holes else 0


def main(what: str, *tools: str) -> int:
    match what:
        case "lock":
            lock(*tools)
        case "licences":
            LICENCES.write_text(licences(), encoding="utf-8")
        case "sbom":
            sbom(*tools)
        case "audit":
            return audit(*tools)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or ["help"])))
