"""The processes that answer: this one, or several that share a listener and hear of each other through PostgreSQL."""

import gc
import multiprocessing
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from threading import Thread
from types import FrameType
from typing import Protocol

import django
import uvicorn
from django.utils.module_loading import import_string

from rabrong.notices.listening import start_listening
from rabrong.notices.live import HUB

APPLICATION = "rabrong.config.asgi.application"
SECONDS_TO_FINISH = 5
SECONDS_TO_END = SECONDS_TO_FINISH + 5
MOST_CONNECTIONS = 8192
OBJECTS_BETWEEN_LOOKS = 5000
SECONDS_BETWEEN_LOOKS = 0.2
SHORTEST_LIFE_SECONDS = 5.0
"""A process that ends sooner would end again: then all stop, and the operator reads why."""


class Ready(Protocol):
    """What a process releases when it can answer."""

    def release(self) -> None:
        """It can answer now."""


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


def serve_here(listener: socket.socket, when_ready: Callable[[], None], *, behind_proxy: bool) -> None:
    """Answer in this process until it is stopped. Raises ImproperlyConfigured."""
    _allow_many_connections()
    config = uvicorn.Config(
        import_string(APPLICATION),
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=behind_proxy,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who is told to stop has not failed
    listening = start_listening()
    _look_for_garbage_seldom()
    try:
        Server(config, when_ready=when_ready).run(sockets=[listener])
    except KeyboardInterrupt:
        return
    finally:
        if listening is not None:
            listening.stop()


def _look_for_garbage_seldom() -> None:
    """What was loaded for the start stays to the end and need not be gone through again; a page makes tens of thousands
    of objects that count themselves, and a tenth of its time went into looking among them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 20)


def _allow_many_connections() -> None:
    """Every open screen is a file to the system, which often allows a process 1,024 unless it asks for more."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS if most == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def serve_in(processes: int, listener: socket.socket, when_ready: Callable[[], None], *, behind_proxy: bool) -> None:
    """Answer in several new processes until this one is stopped; one that dies is followed by another."""
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Semaphore(0)

    def another() -> SpawnProcess:
        process = spawn.Process(target=_serve_one, args=(listener, ready, behind_proxy))
        process.start()
        return process

    stop = _Stop()
    running = {another(): time.monotonic() for _ in range(processes)}
    waited_for = processes
    try:
        while not stop.asked:
            while waited_for and ready.acquire(block=False):
                waited_for -= 1
                if not waited_for:
                    when_ready()
            for process in [each for each in running if not each.is_alive()]:
                if time.monotonic() - running.pop(process) < SHORTEST_LIFE_SECONDS:
                    sys.exit(process.exitcode or 1)
                running[another()] = time.monotonic()
            time.sleep(SECONDS_BETWEEN_LOOKS)
    finally:
        _end(list(running))


class _Stop:
    """Whether this process was asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def _end(processes: list[SpawnProcess]) -> None:
    """Ask all to stop, and see to it."""
    for process in processes:
        process.terminate()
    until = time.monotonic() + SECONDS_TO_END
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()


def _serve_one(listener: socket.socket, ready: Ready, behind_proxy: bool) -> None:
    """What a new process does."""
    Thread(target=_end_with_parent, daemon=True).start()
    django.setup(set_prefix=False)
    serve_here(listener, ready.release, behind_proxy=behind_proxy)


def _end_with_parent() -> None:
    """However the process above ends, also where it is killed: nobody goes on answering at its address."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
