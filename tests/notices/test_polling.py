"""Asking again: answered at once while nothing changed, and never after anything was told or a while went by."""

import pytest

from rabrong.notices.live import KEEP_ALIVE_SECONDS, Reader
from rabrong.notices.polling import MOST_KEPT, Answered, Polls

TOPIC = "2555/unit/cdd"
ASKING = (b"sessionid=a", b"topic=2555/unit/cdd")


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def polls(clock: Clock) -> Polls:
    polls = Polls(clock)
    polls.keep(ASKING, answer_of(polls))
    return polls


def answer_of(polls: Polls, etag: str = '"1"') -> Answered:
    return Answered(etag, polls.begun(), frozenset({TOPIC}), Reader("a", "somsri"))


def test_the_same_browser_with_the_same_version_is_told_at_once(polls: Polls) -> None:
    assert polls.still_holds(ASKING, '"1"')
    assert not polls.still_holds(ASKING, '"2"')
    assert not polls.still_holds(ASKING, "")
    assert not polls.still_holds((b"sessionid=b", ASKING[1]), '"1"')
    assert not polls.still_holds((ASKING[0], b"topic=2555/unit/12"), '"1"')


def test_a_change_of_the_topic_ends_it_and_one_of_another_does_not(polls: Polls) -> None:
    polls.published(["2555/unit/12"])
    assert polls.still_holds(ASKING, '"1"')
    polls.published(["2555/unit/12", TOPIC])
    assert not polls.still_holds(ASKING, '"1"')


def test_the_end_of_the_session_or_the_person_ends_it(polls: Polls) -> None:
    polls.ended(lambda reader: reader.person == "anan")
    assert polls.still_holds(ASKING, '"1"')
    polls.ended(lambda reader: reader.person == "somsri")
    assert not polls.still_holds(ASKING, '"1"')


def test_after_as_long_as_a_stream_goes_without_a_look_it_is_looked_at_again(polls: Polls, clock: Clock) -> None:
    clock.now += KEEP_ALIVE_SECONDS - 0.1
    assert polls.still_holds(ASKING, '"1"')
    clock.now += 0.1
    assert not polls.still_holds(ASKING, '"1"')


def test_an_answer_during_which_anything_was_told_is_not_kept(clock: Clock) -> None:
    polls = Polls(clock)
    answered = answer_of(polls)
    polls.published([TOPIC])
    polls.keep(ASKING, answered)
    assert not polls.still_holds(ASKING, '"1"')


def test_a_process_that_hears_nothing_answers_the_long_way(polls: Polls) -> None:
    polls.is_on = False
    assert not polls.still_holds(ASKING, '"1"')
    polls.is_on = True
    polls.forget_all()
    assert not polls.still_holds(ASKING, '"1"')


def test_no_more_than_so_many_are_kept(polls: Polls) -> None:
    for number in range(MOST_KEPT + 10):
        polls.keep((str(number).encode(), b""), answer_of(polls))
    assert len(polls) == MOST_KEPT
    assert not polls.still_holds((b"0", b""), '"1"')
