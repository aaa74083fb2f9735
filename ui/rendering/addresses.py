"""Addresses within the app: a reverse proxy may serve all of it below a path of a larger site."""

_below = ""


def serve_below(root_path: str) -> None:
    """From now on this process makes addresses below `root_path`, which is "" or begins with a slash and ends with none."""
    global _below
    _below = root_path


def address(path: str) -> str:
    """`path` begins with a slash, and is an address as the routes know it."""
    return _below + path
