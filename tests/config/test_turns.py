"""Writers of one process come one after the other in the order they asked."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from rabrong.config.fair_sqlite3.turns import Turns


def test_whoever_asks_first_is_next() -> None:
    turns, order = Turns(), []
    assert turns.take(seconds=1)

    def wait(name: int) -> None:
        assert turns.take(seconds=5)
        order.append(name)
        turns.give_back()

    threads = [threading.Thread(target=wait, args=(name,)) for name in range(5)]
    for asked, thread in enumerate(threads, start=1):
        thread.start()
        while len(turns._waiting) < asked:
            time.sleep(0.001)
    turns.give_back()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_who_waited_too_long_leaves_and_the_next_comes() -> None:
    turns = Turns()
    assert turns.take(seconds=1)
    assert not turns.take(seconds=0.01)
    turns.give_back()
    assert turns.take(seconds=0.01)


@pytest.mark.django_db(transaction=True)
def test_a_turn_ends_with_commit_rollback_and_a_lost_connection() -> None:
    def write(end: str) -> str:
        try:
            with transaction.atomic():
                if end == "rollback":
                    transaction.set_rollback(True)
                if end == "close":
                    connection.close()
        finally:
            connections.close_all()
        return end

    with ThreadPoolExecutor(4) as pool:
        for end in ("commit", "rollback", "close", "commit"):
            assert pool.submit(write, end).result(timeout=5) == end
    with transaction.atomic():
        pass
