"""Looking at many open streams together: what is asked within a moment is answered at once, with a few queries."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from django.db import close_old_connections

TOGETHER_SECONDS = 0.5
LOOKERS = ThreadPoolExecutor(1, thread_name_prefix="looking")

Question = TypeVar("Question")


class Together(Generic[Question]):
    """Collects questions for a moment. `answer` runs in a thread and answers each of them, in their order."""

    def __init__(self, answer: Callable[[Sequence[Question]], Sequence[bool]]) -> None:
        self._answer = answer
        self._waiting: dict[asyncio.AbstractEventLoop, list[tuple[Question, asyncio.Future[bool]]]] = {}

    async def ask(self, question: Question) -> bool:
        """The answer to one question, a moment later. Raises what `answer` raises."""
        loop = asyncio.get_running_loop()
        waiting = self._waiting.setdefault(loop, [])
        future: asyncio.Future[bool] = loop.create_future()
        waiting.append((question, future))
        if len(waiting) == 1:
            loop.call_later(TOGETHER_SECONDS, self._begin, loop)
        return await future

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        asked = [each for each in self._waiting.pop(loop) if not each[1].done()]
        answering = loop.run_in_executor(LOOKERS, self._answered, [question for question, _ in asked])
        answering.add_done_callback(lambda done: _give(done, [future for _, future in asked]))

    def _answered(self, questions: Sequence[Question]) -> Sequence[bool]:
        try:
            return self._answer(questions)
        finally:
            close_old_connections()


def _give(done: asyncio.Future[Sequence[bool]], futures: Sequence[asyncio.Future[bool]]) -> None:
    error = None if done.cancelled() else done.exception()
    for number, future in enumerate(futures):
        if future.done():
            continue
        if error is not None:
            future.set_exception(error)
        elif done.cancelled():
            future.cancel()
        else:
            future.set_result(done.result()[number])
