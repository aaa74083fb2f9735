"""`make dist-check`: install a wheel as a user would, into an empty environment outside this folder, and use it from there.

    python tests/wheel.py dist/citedqa-*.whl [PYTHON]

Given the PYTHON of an environment where it is installed already, only uses it. Prints how long each step took, and what is
installed, largest first.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections import Counter
from pathlib import Path

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
PORT = 7899
_SECONDS_TO_START = 300.0


def main() -> None:
    wheel = Path(sys.argv[1]).resolve()
    check_content(wheel)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        python = Path(sys.argv[2]).absolute() if len(sys.argv) > 2 else install(wheel, home)
        say_weight(python)
        use(python.parent / "qa", home)
    print("the wheel works")


def check_content(wheel: Path) -> None:
    """Every file of the packages that git keeps is in the wheel, and nothing else."""
    root = CONSTRAINTS.parent
    listed = subprocess.run(["git", "ls-files", "qa", "ui", "eval"], cwd=root, check=True, capture_output=True, text=True)
    # Gold questions, results and training are of the repository.
    left_out = ("eval/gold/", "eval/RESULTS.md", "eval/training/MODEL_CARD.md", "eval/training/follow_ups/")
    kept = {name for name in listed.stdout.split() if not name.startswith(left_out)}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    if missing := kept - packed:
        sys.exit(f"missing in the wheel: {', '.join(sorted(missing))}; add them to package-data in pyproject.toml")
    if more := packed - kept:
        sys.exit(f"in the wheel, but not in git: {', '.join(sorted(more))}")
    print(f"{wheel.name}: {len(packed)} files, {wheel.stat().st_size / 1e6:.1f} MB")


def install(wheel: Path, home: Path) -> Path:
    with timed("installed"):
        subprocess.run([sys.executable, "-m", "venv", home / "venv"], check=True)
        python = home / "venv/bin/python"
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-compile"]
        subprocess.run([*pip, "--constraint", CONSTRAINTS, wheel], check=True, cwd=home)
    return python


def say_weight(python: Path) -> None:
    """Megabytes by top folder."""
    [site] = (python.parents[1] / "lib").glob("python*/site-packages")
    sizes: Counter[str] = Counter()
    for path in site.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[path.relative_to(site).parts[0]] += path.stat().st_size
    print(f"installed: {sum(sizes.values()) / 1e6:,.0f} MB")
    if found := {"torch", "transformers", "sentence_transformers", "onnx"} & sizes.keys():
        sys.exit(f"installed without being asked for: {', '.join(sorted(found))}; an extra brings them")
    for name, size in sizes.most_common(16):
        print(f"  {size / 1e6:6.0f} MB  {name}")


def use(qa: Path, home: Path) -> None:
    """Ask the sample in one command, then serve, ask over HTTP and stop."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QA_", "PYTHON"))}
    environment |= {"QA_DATA_DIR": str(home / "data"), "QA_PORT": str(PORT)}
    told = subprocess.run([qa, "ask", "Who?"], cwd=home, env=environment, check=True, capture_output=True, text=True)
    assert "`qa sample`" in told.stdout, told
    with timed("the sample, asked in one command"):
        told = subprocess.run([qa, "sample", "--json"], cwd=home, env=environment, check=True, capture_output=True, text=True)
        answer = json.loads(told.stdout)
        assert answer["status"] == "answered", answer
        assert "Porter" in answer["citations"][0]["speaker"], answer
    with timed("served"):
        server = subprocess.Popen([qa, "serve"], cwd=home, env=environment, stdout=subprocess.DEVNULL)
        try:
            assert b"CitedQA" in get("/", server)
            answer = json.loads(get("/api/v1/ask", server, {"question": "Who is Yang Jiechi?"}))
            assert answer["citations"], answer
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(20) in {0, -signal.SIGTERM}, server.returncode


def get(path: str, server: "subprocess.Popen[bytes]", body: object = None) -> bytes:
    """What a server that may still be starting answers."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data, {"Content-Type": "application/json"})
    until = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                content: bytes = response.read()
                return content
        except urllib.error.HTTPError:
            raise
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                sys.exit(f"the server doesn't answer (exit code {server.poll()})")
            time.sleep(0.5)


class timed:  # noqa: N801 - reads as a function
    def __init__(self, step: str) -> None:
        self.step = step

    def __enter__(self) -> None:
        self.begun = time.monotonic()

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            print(f"{self.step}: {time.monotonic() - self.begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
