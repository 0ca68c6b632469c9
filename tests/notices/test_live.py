"""The hub: who hears what and when, and how streams end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from threading import Thread

import pytest

from rabrong.notices.live import KEEP_ALIVE_LINE, NOBODY, RECONNECT_LINE, Hub, Reader

A, B = "2555/unit/cdd", "2555/unit/12"


def run(story: Callable[[], Coroutine[object, object, None]]) -> None:
    """A story in an event loop of its own, at most five seconds."""
    asyncio.run(asyncio.wait_for(story(), 5))


def follows(*topics: str) -> dict[str, list[str]]:
    """Each topic is told by its own name."""
    return {topic: [topic] for topic in topics}


async def opened(hub: Hub, *topics: str, reader: Reader = NOBODY) -> AsyncIterator[bytes]:
    """A stream that has said hello."""
    stream = hub.events(follows(*topics), reader=reader)
    assert await anext(stream) == RECONNECT_LINE
    return stream


def topic_in(line: bytes) -> str:
    return line.decode().split("data: ")[1].strip()


async def silent(stream: AsyncIterator[bytes], seconds: float) -> bool:
    """Nothing comes for a while. The stream is of no use afterwards."""
    try:
        await asyncio.wait_for(anext(stream), seconds)
    except TimeoutError:
        return True
    return False


def test_everybody_who_follows_a_topic_hears_at_once_and_nobody_else() -> None:
    async def story() -> None:
        hub = Hub()
        one, two, other = await opened(hub, A), await opened(hub, A, B), await opened(hub, B)
        hub.publish(A)
        lines = await asyncio.wait_for(asyncio.gather(anext(one), anext(two)), 0.5)
        assert [topic_in(line) for line in lines] == [A, A]
        assert await silent(other, 0.2)

    run(story)


def test_publishing_works_from_another_thread() -> None:
    async def story() -> None:
        hub = Hub()
        stream = await opened(hub, A)
        Thread(target=hub.publish, args=(A,)).start()
        assert topic_in(await asyncio.wait_for(anext(stream), 1)) == A

    run(story)


def test_a_burst_is_told_at_once_and_once_more_a_second_later() -> None:
    async def story() -> None:
        hub = Hub()
        stream = await opened(hub, A)
        loop = asyncio.get_running_loop()
        hub.publish(A)
        await anext(stream)
        first = loop.time()
        for _ in range(50):
            hub.publish(A)
        await anext(stream)
        assert 0.9 <= loop.time() - first < 1.5
        assert await silent(stream, 1.2)

    run(story)


def test_a_slow_reader_keeps_no_more_than_its_topics() -> None:
    async def story() -> None:
        hub = Hub()
        stream = await opened(hub, A, B)
        for _ in range(1000):
            hub.publish(A)
            hub.publish(B)
        await asyncio.sleep(0)
        assert {topic_in(await anext(stream)), topic_in(await anext(stream))} == {A, B}

    run(story)


def test_a_stream_without_news_says_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        stream = await opened(Hub(), A)
        assert await asyncio.wait_for(anext(stream), 1) == KEEP_ALIVE_LINE

    monkeypatch.setattr("rabrong.notices.live.KEEP_ALIVE_SECONDS", 0.05)
    run(story)


def test_a_stream_ends_after_a_while_so_that_its_reader_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        assert [line async for line in await opened(Hub(), A)] == []

    monkeypatch.setattr("rabrong.notices.live.LONGEST_SECONDS", 0)
    run(story)


def test_signing_out_ends_the_streams_of_that_session_only() -> None:
    async def story() -> None:
        hub = Hub()
        mine, theirs = await opened(hub, A, reader=Reader("me")), await opened(hub, A, reader=Reader("them"))
        hub.end_streams(lambda reader: reader.session == "me")
        assert [line async for line in mine] == []
        hub.publish(A)
        assert topic_in(await anext(theirs)) == A

    run(story)


def test_a_suspended_person_loses_every_stream_and_others_keep_theirs() -> None:
    async def story() -> None:
        hub = Hub()
        office = await opened(hub, A, reader=Reader("office", "somsri"))
        phone = await opened(hub, A, reader=Reader("phone", "somsri"))
        other = await opened(hub, A, reader=Reader("other", "anan"))
        hub.end_streams(lambda reader: reader.person == "somsri")
        assert [line async for line in office] == [line async for line in phone] == []
        hub.publish(A)
        assert topic_in(await anext(other)) == A

    run(story)


@pytest.mark.parametrize("busy", [False, True])
def test_a_stream_ends_when_its_session_was_ended_in_another_process(
    monkeypatch: pytest.MonkeyPatch, busy: bool
) -> None:
    async def story() -> None:
        answers = iter((True, False))

        async def holds() -> bool:
            return next(answers)

        hub = Hub()
        stream = await opened(hub, A, reader=Reader(holds=holds))
        lines = 0
        async for _ in stream:
            lines += 1
            if busy:
                await asyncio.sleep(0.02)
                hub.publish(A)
        assert lines >= 2
        assert next(answers, None) is None

    monkeypatch.setattr("rabrong.notices.live.KEEP_ALIVE_SECONDS", 0.05)
    monkeypatch.setattr("rabrong.notices.live.MERGE_SECONDS", 0.01)
    run(story)


def test_closing_ends_every_stream_and_lets_no_new_one_stay() -> None:
    async def story() -> None:
        hub = Hub()
        stream = await opened(hub, A)
        hub.close()
        assert [line async for line in stream] == []
        assert [line async for line in hub.events(follows(A))] == [RECONNECT_LINE]
        assert len(hub) == 0

    run(story)


def test_a_reader_that_goes_away_leaves_nothing_behind() -> None:
    async def story() -> None:
        hub = Hub()
        stream = hub.events(follows(A))
        await anext(stream)
        assert len(hub) == 1
        await stream.aclose()  # type: ignore[attr-defined]
        assert len(hub) == 0

    run(story)


def test_a_thousand_streams_all_hear() -> None:
    async def story() -> None:
        hub = Hub()
        streams = [await opened(hub, A) for _ in range(1000)]
        hub.publish(A)
        lines = await asyncio.wait_for(asyncio.gather(*(anext(stream) for stream in streams)), 2)
        assert {topic_in(line) for line in lines} == {A}

    run(story)


def test_publishing_into_a_loop_that_is_gone_harms_nobody() -> None:
    hub = Hub()
    loop = asyncio.new_event_loop()
    stream = loop.run_until_complete(opened(hub, A))
    loop.close()
    hub.publish(A)
    hub.end_streams(lambda reader: True)
    assert stream is not None
