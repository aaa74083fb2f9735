"""Addresses within the app: a reverse proxy may serve all of it below a path of a larger site."""

from functools import cache
from hashlib import sha256
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"
_below = ""


def serve_below(root_path: str) -> None:
    """From now on this process makes addresses below `root_path`, which is "" or begins with a slash and ends with none."""
    global _below
    _below = root_path


def address(path: str) -> str:
    """`path` begins with a slash, and is an address as the routes know it."""
    return _below + path


def asset(name: str) -> str:
    """The address of a file of ours: another one whenever any of them changes, so that browsers may keep what stands there."""
    return address(f"/ui-{assets_version()}/{name}")


@cache
def assets_version() -> str:
    """A hash of all files together, since the scripts import each other."""
    files = sorted(path for path in ASSETS.iterdir() if path.is_file())
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()[:16]
