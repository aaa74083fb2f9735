"""Find nginx and Caddy for the tests, or get them, and run them with the blocks of docs/reverse-proxy.md.

Run as a script, it gets Debian's packages. Tests of a proxy that can't be had are skipped.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "reverse-proxy.md"
PROXIES = ("nginx", "caddy")
_SBIN = "/usr/sbin"  # not on everybody's PATH


def find_proxy(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path=_SBIN)


def blocks(language: str) -> list[str]:
    """The page's blocks for a proxy: with a host name to itself, then below a path."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@contextmanager
def running_proxy(name: str, block: str, host: str, to_port: int, folder: Path) -> Iterator[int]:
    """The proxy with this block, which is for this host; yields the port of its HTTPS on loopback."""
    port = free_port()
    assert block.count("127.0.0.1:7860") in (1, 2, 3), block
    block = block.replace("127.0.0.1:7860", f"127.0.0.1:{to_port}")
    command = (_nginx if name == "nginx" else _caddy)(block, port, folder)
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        started = subprocess.Popen(command, env={**os.environ, **home}, stdout=log, stderr=log)
    try:
        _wait(host, port, started, folder / "log")
        yield port
    finally:
        started.terminate()
        started.wait(20)


def _nginx(block: str, port: int, folder: Path) -> list[str]:
    certificate, key = _certificate(folder)
    for written, used in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/qa.crt", str(certificate)),
        ("/etc/ssl/qa.key", str(key)),
    ):
        assert written in block
        block = block.replace(written, used)
    kept = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.geteuid() == 0 else ""  # who may read the folder
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{kept}{block}}}\n"
    )
    program = find_proxy("nginx")
    assert program is not None
    return [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def _caddy(block: str, port: int, folder: Path) -> list[str]:
    """Its own authority instead of one on the net, and no other port than this."""
    site, rest = re.match(r"(\S+) \{(.*)", block, re.DOTALL).groups()  # type: ignore[union-attr]
    everywhere = "{\nadmin off\nlocal_certs\nskip_install_trust\nauto_https disable_redirects\n}\n"
    (folder / "Caddyfile").write_text(f"{everywhere}https://{site}:{port} {{\nbind 127.0.0.1\n{rest}")
    program = find_proxy("caddy")
    assert program is not None
    return [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def _certificate(folder: Path) -> tuple[Path, Path]:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = generate_private_key(SECP256R1())  # browsers know no Ed25519
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    certificate, secret = folder / "qa.crt", folder / "qa.key"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, secret


def _wait(host: str, port: int, started: "subprocess.Popen[bytes]", log: Path) -> None:
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    for _ in range(600):
        assert started.poll() is None, log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as probe:  # Caddy makes its certificate now
            anybody.wrap_socket(probe, server_hostname=host).close()
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    missing = [name for name in PROXIES if find_proxy(name) is None]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", *missing], env=quiet, check=False)
    for name in PROXIES:
        found = find_proxy(name)
        print(f"{name} for the tests: {found}" if found else f"NO {name.upper()}: its tests are skipped; install {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
