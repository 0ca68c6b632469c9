"""Runs a command with a PostgreSQL of its own on the loopback address, and removes it afterwards.

Usage: python tools/with_postgresql.py COMMAND [ARGUMENT ...]

The address is handed on in RABRONG_TEST_DATABASE. The server is Debian's (or the first on the PATH), its data live in a
temporary folder, and nobody without the random password gets in. As root it runs as the user postgres, because
PostgreSQL refuses to be root.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "RABRONG_TEST_DATABASE"
SECONDS_TO_START = 30
OWNER = "postgres"
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""The data are thrown away in a minute: nothing has to survive a power cut."""


class NoServerError(Exception):
    """PostgreSQL is missing or does not start."""


def programs() -> Path:
    """The folder of initdb and postgres: Debian's newest version, or the PATH's. Raises NoServerError."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    if found is None:
        raise NoServerError("initdb is not on this machine. On Debian or Ubuntu: apt install postgresql")
    return Path(found).parent


def as_owner(command: list[str]) -> list[str]:
    """The command as the user postgres where this process is root."""
    return ["runuser", "-u", OWNER, "--", *command] if os.geteuid() == 0 else command


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server with an empty cluster. Raises NoServerError."""
    folder = Path(tempfile.mkdtemp(prefix="rabrong-postgresql-"))
    try:
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam(OWNER).pw_uid, -1)
        password, port = secrets.token_urlsafe(16), free_port()
        make_cluster(folder, password)
        process = start(folder, port)
        try:
            wait_until_ready(process, port)
            yield f"postgres://{OWNER}:{password}@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS_TO_START)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_cluster(folder: Path, password: str) -> None:
    """An empty cluster whose only user needs the password."""
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    secret.chmod(0o644)
    options = ["--auth=scram-sha-256", f"--username={OWNER}", f"--pwfile={secret}", "--encoding=UTF8", "--no-sync"]
    command = [str(programs() / "initdb"), f"--pgdata={folder / 'data'}", "--locale=C.UTF-8", *options]
    made = subprocess.run(as_owner(command), check=False, capture_output=True, text=True, cwd="/")
    secret.unlink()
    if made.returncode != 0:
        raise NoServerError(f"initdb failed: {made.stderr.strip()}")


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """The server process, on the loopback address only."""
    settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={port}", *FAST_AND_FORGETFUL]
    options = [part for setting in settings for part in ("-c", setting)]
    command = [str(programs() / "postgres"), "-D", str(folder / "data"), *options]
    uid = pwd.getpwnam(OWNER).pw_uid if os.geteuid() == 0 else None
    log = (folder / "log").open("wb")
    return subprocess.Popen(command, user=uid, stdout=log, stderr=log, cwd="/", start_new_session=True)


def wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    """Until somebody answers. Raises NoServerError."""
    for _ in range(SECONDS_TO_START * 20):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise NoServerError("PostgreSQL did not start.")


def main(command: list[str]) -> int:
    """The command's exit code; 2 for a wrong call, 3 without a server."""
    if not command:
        print("usage: with_postgresql.py COMMAND [ARGUMENT ...]", file=sys.stderr)
        return 2
    try:
        with server() as address:
            return subprocess.run(command, env={**os.environ, NAME: address}, check=False).returncode
    except NoServerError as error:
        print(error, file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
