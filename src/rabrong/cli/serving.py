"""Getting ready and serving: folder, port, tables, example, static files, then uvicorn until Ctrl-C."""

import gc
import hashlib
import os
import resource
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click
import django
import uvicorn
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from rabrong.audit.heads import new_private_key
from rabrong.cli.serving_words import WORDS, invitation
from rabrong.cli.verify_words import WORDS as AUDIT_WORDS
from rabrong.notices.live import HUB
from rabrong.scoring.wording import Language

APPLICATION = "rabrong.config.asgi.application"
LOOPBACK = "127.0.0.1"
SECRET_BYTES = 48
SECONDS_TO_FINISH = 5
MOST_CONNECTIONS = 8192
SERVER_SETTINGS = "rabrong.config.settings"


class CannotStartError(Exception):
    """What keeps the server from starting, as a sentence for the person who starts it."""


class Server(uvicorn.Server):
    """Uvicorn that ends open event streams first, so that stopping never waits for them."""

    def __init__(self, config: uvicorn.Config, *, when_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Says so when the first request can come."""
        await super().startup(sockets)
        self.when_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl-C or a termination."""
        HUB.close()
        super().handle_exit(sig, frame)


def serve_demo(*, port: int, data: Path, language: Language) -> None:
    """Serve the example on the loopback address until Ctrl-C. Raises CannotStartError."""
    words = WORDS[language]
    data = data.expanduser().resolve()
    _make_folder(data, words)
    listener = _listener(LOOPBACK, port, words)
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
    _serve(listener, lambda: click.echo(invitation(address, data, language)), behind_proxy=False)
    _tidy_database()
    click.echo("\n" + words["stopped"].format(data=data))


def serve_production(*, host: str, port: int, behind_proxy: bool, language: Language) -> None:
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
    listener = _listener(host, port, words)
    _collect_static_files()
    address = f"http://{host}:{listener.getsockname()[1]}/"
    _serve(listener, lambda: click.echo(words["serving"].format(address=address)), behind_proxy=behind_proxy)


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


def _listener(host: str, port: int, words: dict[str, str]) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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


def _allow_many_connections() -> None:
    """Every open screen is a file to the system, which often allows a process 1,024 unless it asks for more."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS if most == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _serve(listener: socket.socket, when_ready: Callable[[], None], *, behind_proxy: bool) -> None:
    _allow_many_connections()
    try:
        application = import_string(APPLICATION)
    except ImproperlyConfigured as error:
        raise CannotStartError(str(error)) from error
    config = uvicorn.Config(
        application,
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=behind_proxy,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    try:
        Server(config, when_ready=when_ready).run(sockets=[listener])
    except KeyboardInterrupt:
        return
    finally:
        listener.close()


def _tidy_database() -> None:
    """Fold the write-ahead log back into the one file."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
