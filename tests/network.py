"""Runs a command where every way out is watched: `watched([...])` says where it tried to go, off loopback or to a name server.

With the right to (root, or users' own namespaces) the command runs in a network namespace of its own, in which every address
leads to the loopback interface, and whatever is sent there is looked at as it goes by: which library sends it, in which
language, in which process doesn't matter. Elsewhere strace tells of every connection.

As a program this module is the parent within the namespace: python network.py REPORT COMMAND ARGUMENT…
"""

import ctypes
import fcntl
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
_ETH_IPV4, _ETH_IPV6, _ALL = 0x0800, 0x86DD, 0x0003
_SIOCSIFFLAGS, _UP, _SIOCADDRT = 0x8914, 0x1, 0x890B
# struct rtentry: padding, destination, gateway, mask, flags, padding, …, metric, device, mtu, window, irtt
_ROUTE = "@L16s16s16sHhLPhPLLH"
_SOL_PACKET, _PACKET_STATISTICS = 263, 6
_DNS = 53
# Documentation addresses (RFC 5737): where the parent sends its last packet, and where names are looked up, to be seen.
_END = "203.0.113.254"
_NAME_SERVER = "nameserver 192.0.2.53\noptions timeout:1 attempts:1\n"


@dataclass(frozen=True)
class Watched:
    """What a command did: its exit code and output, and each place off this machine that it tried to reach."""

    returncode: int
    stdout: str
    stderr: str
    outside: tuple[str, ...]


@cache
def how() -> str | None:
    """How connections can be watched here: "namespace", "strace" or not at all."""
    for way in ("namespace", "strace"):
        try:
            seen = _run(way, [sys.executable, "-c", "pass"], os.environ, None)
        except (OSError, ValueError):
            continue
        if seen.returncode == 0:
            return way
    return None


def watched(command: Sequence[str], env: Mapping[str, str], cwd: Path) -> Watched:
    """Run it, however it can be watched. Raises OSError where it can't."""
    way = how()
    if way is None:
        raise OSError("connections can't be watched here: neither namespaces nor strace may be used")
    return _run(way, command, env, cwd)


def _run(way: str, command: Sequence[str], env: Mapping[str, str], cwd: Path | None) -> Watched:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        if way == "namespace":
            wrapped = [sys.executable, __file__, str(report), *command]
        else:
            if shutil.which("strace") is None:
                raise OSError("there is no strace")
            wrapped = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(report), *command]
        done = subprocess.run(wrapped, env=dict(env), cwd=cwd, capture_output=True, text=True, check=False, timeout=500)
        if not report.exists():
            raise OSError(f"it can't be watched: {done.stderr}")
        text = report.read_text(errors="replace")
        outside = json.loads(text) if way == "namespace" else sorted(_traced(text))
        return Watched(done.returncode, done.stdout, done.stderr, tuple(outside))


_PORT = r"sin6?_port=htons\((\d+)\)"
_V4 = re.compile(_PORT + r', sin_addr=inet_addr\("([^"]+)"\)')
_V6 = re.compile(_PORT + r'.*?inet_pton\(AF_INET6, "([^"]+)"')


def _traced(text: str) -> set[str]:
    return {f"{host}:{port}" for found in (_V4, _V6) for port, host in found.findall(text) if _is_outside(host, int(port))}


def _is_outside(host: str, port: int) -> bool:
    return port == _DNS or not host.startswith(("127.", "::1", "::ffff:127.", "0.0.0.0"))


# What follows runs in the namespace.


def _enter() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWNET | CLONE_NEWNS) != 0:
        if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) != 0:
            raise OSError(ctypes.get_errno(), "no namespace of its own")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _all_ways_lead_to_loopback() -> None:
    anywhere = struct.pack("@HH4s8x", socket.AF_INET, 0, bytes(4))
    device = ctypes.create_string_buffer(b"lo")
    route = struct.pack(_ROUTE, 0, anywhere, bytes(16), anywhere, _UP, 0, 0, 0, 0, ctypes.addressof(device), 0, 0, 0)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", _UP))
        fcntl.ioctl(control, _SIOCADDRT, route)
    # Whatever of these isn't allowed or isn't there: look-ups go to the system's name servers then, and are seen as well.
    with tempfile.NamedTemporaryFile("w") as servers:
        servers.write(_NAME_SERVER)
        servers.flush()
        for command in (["mount", "--make-rprivate", "/"], ["mount", "--bind", servers.name, "/etc/resolv.conf"]):
            subprocess.run(command, capture_output=True, check=False)


def _look(listening: socket.socket, outside: set[str]) -> None:
    while True:
        packet, address = listening.recvfrom(65_535)
        if address[1] == _ETH_IPV4:
            length, protocol, host = 4 * (packet[0] & 15), packet[9], socket.inet_ntoa(packet[16:20])
        elif address[1] == _ETH_IPV6:
            length, protocol, host = 40, packet[6], socket.inet_ntop(socket.AF_INET6, packet[24:40])
        else:
            continue
        if host == _END:  # the parent's own: everything before has been looked at
            return
        port = (
            struct.unpack("!H", packet[length + 2 : length + 4])[0] if protocol in (6, 17) and len(packet) > length + 4 else 0
        )
        if _is_outside(host, port):
            outside.add(f"{host}:{port}")


def main(report: str, *command: str) -> int:
    _enter()
    _all_ways_lead_to_loopback()
    listening = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
    listening.bind(("lo", _ALL))
    outside: set[str] = set()
    looking = threading.Thread(target=_look, args=(listening, outside))
    looking.start()
    code = subprocess.run(command, check=False).returncode
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
        last.sendto(b"", (_END, 9))
    looking.join()
    _, lost = struct.unpack("II", listening.getsockopt(_SOL_PACKET, _PACKET_STATISTICS, 8))
    if lost:
        outside.add(f"{lost} packets went by unseen")
    Path(report).write_text(json.dumps(sorted(outside)))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
