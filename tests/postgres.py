"""Find PostgreSQL for the tests, or get it, and start one. Run as a script, it leaves with an error where none can be had."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER, PASSWORD = "citedqa", "p@ss/word:9"  # what has to be percent-encoded in an address
_DEBIAN = Path("/usr/lib/postgresql")
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


def find_postgres() -> Path | None:
    """The folder of `initdb` and `postgres`: Debian keeps them off the PATH."""
    folders = sorted(_DEBIAN.glob("*/bin"), key=lambda folder: folder.parent.name, reverse=True)
    if on_path := shutil.which("initdb"):
        folders.insert(0, Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def running_postgres() -> Iterator[str]:
    """A cluster of its own in a temporary folder, on a free port of loopback; yields its address without a database."""
    programs = find_postgres()
    assert programs is not None, "no PostgreSQL; python tests/postgres.py gets one"
    folder = Path(tempfile.mkdtemp(prefix="citedqa-postgres-"))
    try:
        user = _unprivileged(folder)
        password = folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        data = folder / "data"
        making = [programs / "initdb", "--no-sync", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256"]
        subprocess.run(
            [*making, f"--username={USER}", f"--pwfile={password}", f"--pgdata={data}"],
            user=user,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        port = free_port()
        options = [part for name, value in _OPTIONS.items() for part in ("-c", f"{name}={value}")]
        command = [programs / "postgres", "-D", data, "-k", folder, "-p", str(port), *options]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
        try:
            _wait(programs, port, server)
            yield f"postgresql://{USER}:{PASSWORD.replace('@', '%40').replace('/', '%2F').replace(':', '%3A')}@127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)  # without waiting for whoever is still connected
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root. None: as whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _wait(programs: Path, port: int, server: "subprocess.Popen[bytes]") -> None:
    asking = [programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}", "--timeout=10"]
    for _ in range(200):
        assert server.poll() is None, "PostgreSQL ended at once"
        if subprocess.run(asking, check=False).returncode == 0:
            return
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("PostgreSQL takes no connections")


def free_port() -> int:
    """Nobody listens there at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    if find_postgres() is None and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", "postgresql"], env=quiet, check=False)
    if (found := find_postgres()) is not None:
        print(f"PostgreSQL for the tests: {found}")
        return 0
    print(
        "NO POSTGRESQL: the tests of QA_DATABASE_URL need its server. None is on the PATH or in /usr/lib/postgresql, and "
        "Debian's package can't be installed. Install it (for example: apt-get install postgresql) and run `make test` again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
