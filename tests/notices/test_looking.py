"""Looking at many streams together: each gets the own answer, and a failure reaches everybody who asked."""

import asyncio
from collections.abc import Sequence

import pytest

from rabrong.notices.live import Hub, Reader
from rabrong.notices.looking import Together


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rabrong.notices.looking.TOGETHER_SECONDS", 0.02)


def test_what_is_asked_within_a_moment_is_answered_at_once_and_each_its_own() -> None:
    asked: list[list[int]] = []

    def even(numbers: Sequence[int]) -> list[bool]:
        asked.append(list(numbers))
        return [number % 2 == 0 for number in numbers]

    async def story() -> None:
        together = Together(even)
        assert await asyncio.gather(*(together.ask(number) for number in (1, 2, 3, 4))) == [False, True, False, True]
        assert await together.ask(6)

    asyncio.run(story())
    assert asked == [[1, 2, 3, 4], [6]]


def test_who_has_gone_is_not_asked_for() -> None:
    asked: list[int] = []

    def note(numbers: Sequence[int]) -> list[bool]:
        asked.extend(numbers)
        return [True for _ in numbers]

    async def story() -> None:
        together = Together(note)
        gone, stays = asyncio.ensure_future(together.ask(1)), asyncio.ensure_future(together.ask(2))
        await asyncio.sleep(0)
        gone.cancel()
        assert await stays

    asyncio.run(story())
    assert asked == [2]


def test_a_stream_whose_look_fails_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(questions: Sequence[int]) -> list[bool]:
        raise ConnectionError(len(questions))

    async def story() -> None:
        together = Together(broken)
        with pytest.raises(ConnectionError):
            await together.ask(1)

        async def holds() -> bool:
            return await together.ask(2)

        lines = [line async for line in Hub().events({}, reader=Reader(holds=holds))]
        assert len(lines) < 20

    monkeypatch.setattr("rabrong.notices.live.KEEP_ALIVE_SECONDS", 0.05)
    asyncio.run(asyncio.wait_for(story(), 5))
