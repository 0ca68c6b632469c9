"""Getting ready and serving: folder, port, tables, example, static files, then rabrong.cli.processes until Ctrl-C."""

import gc
import hashlib
import os
import secrets
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from rabrong.audit.heads import new_private_key
from rabrong.cli.processes import serve_here, serve_in
from rabrong.cli.serving_words import WORDS, invitation
from rabrong.cli.verify_words import WORDS as AUDIT_WORDS
from rabrong.scoring.wording import Language

LOOPBACK = "127.0.0.1"
SECRET_BYTES = 48
SERVER_SETTINGS = "rabrong.config.settings"
SILENT_FOR_MS = 60_000


class CannotStartError(Exception):
    """What keeps the server from starting, as a sentence for the person who starts it."""


def serve_demo(*, port: int, data: Path, language: Language) -> None:
    """Serve the example on the loopback address until Ctrl-C. Raises CannotStartError."""
    words = WORDS[language]
    data = data.expanduser().resolve()
    _make_folder(data, words)
    listener = listener_of(LOOPBACK, port, words)
    os.environ["RABRONG_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = f"{SERVER_SETTINGS}.demo"
    django.setup(set_prefix=False)
    try:
        _refuse_other_tables(data, words)
        _migrate()
        _load_example(data, words)
    except DatabaseError as error:
        raise CannotStartError(words["bad_database"].format(data=data, error=error)) from error
    _collect_static_files()
    address = f"http://{LOOPBACK}:{listener.getsockname()[1]}/"
    _serve(listener, partial(click.echo, invitation(address, data, language)), 1, False)
    _tidy_database()
    click.echo("\n" + words["stopped"].format(data=data))


def serve_production(*, host: str, port: int, processes: int, behind_proxy: bool, language: Language) -> None:
    """Serve the database of the environment. Raises CannotStartError."""
    words = WORDS[language]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"{SERVER_SETTINGS}.production")
    try:
        django.setup(set_prefix=False)
        waiting = _waiting_migrations()
    except (ImproperlyConfigured, DatabaseError) as error:
        raise CannotStartError(str(error)) from error
    if waiting:
        raise CannotStartError(words["migrate_first"].format(count=waiting))
    if not settings.AUDIT_KEY:
        click.echo(AUDIT_WORDS[language]["heads.no_key"], err=True)
    if processes > 1 and connection.vendor != "postgresql":
        raise CannotStartError(words["one_process"])
    listener = listener_of(host, port, words)
    _collect_static_files()
    connections.close_all()
    address = f"http://{host}:{listener.getsockname()[1]}/"
    _serve(listener, partial(click.echo, words["serving"].format(address=address)), processes, behind_proxy)


def _make_folder(folder: Path, words: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{secrets.token_hex(8)}"
        probe.touch()
        probe.unlink()
        secret = folder / "secret"
        if not secret.exists() or len(secret.read_text(encoding="ascii")) < SECRET_BYTES:
            secret.touch(mode=0o600)
            secret.write_text(secrets.token_urlsafe(SECRET_BYTES), encoding="ascii")
        key = folder / "audit-key.pem"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(new_private_key(), encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotStartError(words["bad_folder"].format(data=folder, error=error)) from error


def listener_of(host: str, port: int, words: dict[str, str], *, silent_ms: int = SILENT_FOR_MS) -> socket.socket:
    """A socket that connections come to. Raises CannotStartError.

    Who takes nothing of what was sent for `silent_ms`, or is gone, loses the connection: no stream is held for nobody.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sys.platform == "linux":
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, silent_ms)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        other = port + 1 if port < 65535 else 8000
        raise CannotStartError(words["bad_port"].format(host=host, port=port, other=other, error=error)) from error
    return listener


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _refuse_other_tables(data: Path, words: dict[str, str]) -> None:
    from rabrong.demo.models import Mark  # noqa: PLC0415  models need setup

    tables = connection.introspection.table_names()
    if tables and Mark._meta.db_table not in tables:
        raise CannotStartError(words["other_tables"].format(data=data))


def _migrate() -> None:
    if _waiting_migrations():
        call_command("migrate", verbosity=0, interactive=False)


def _load_example(data: Path, words: dict[str, str]) -> None:
    from rabrong.demo.loading import OtherExampleError, is_loaded, load_example  # noqa: PLC0415  models need setup

    if not is_loaded():
        click.echo(words["loading"])
    gc.disable()  # Half a million rows live until the end: looking for garbage among them takes a third of the time.
    try:
        load_example()
    except OtherExampleError as error:
        raise CannotStartError(words["other_example"].format(data=data, loaded=error)) from error
    finally:
        gc.enable()


def _collect_static_files() -> None:
    stamp, wanted = Path(settings.STATIC_ROOT or "") / ".made-from", _static_fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted, encoding="ascii")


def _static_fingerprint() -> str:
    digest = hashlib.sha256(django.get_version().encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}|{found.st_size}|{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _serve(listener: socket.socket, when_ready: Callable[[], None], processes: int, behind_proxy: bool) -> None:
    try:
        if processes == 1:
            serve_here(listener, when_ready, behind_proxy=behind_proxy)
        else:
            serve_in(processes, listener, when_ready, behind_proxy=behind_proxy)
    except ImproperlyConfigured as error:
        raise CannotStartError(str(error)) from error
    finally:
        listener.close()


def _tidy_database() -> None:
    """Fold the write-ahead log back into the one file."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
