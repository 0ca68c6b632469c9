"""Repeated runs of one job: median and 95th percentile, with warm-up runs that do not count."""

import gc
import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter_ns

NANOSECONDS_PER_MS = 1_000_000


@dataclass(frozen=True, slots=True)
class Timing:
    """What one job took, in milliseconds, over `runs` counted runs; `aim_ms` is the promise, None without one."""

    job: str
    median_ms: float
    p95_ms: float
    runs: int
    aim_ms: int | None


def timed(job: str, work: Callable[[], object], *, runs: int = 20, aim_ms: int | None = None) -> Timing:
    """Run the work twice to warm up, then `runs` times."""
    for _ in range(2):
        work()
    taken = sorted(_once(work) for _ in range(runs))
    p95 = taken[math.ceil(0.95 * runs) - 1]
    return Timing(job, statistics.median(taken), p95, runs, aim_ms)


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter_ns()
    work()
    return (perf_counter_ns() - start) / NANOSECONDS_PER_MS


def timing_line(timing: Timing) -> str:
    """One row of the printed table."""
    aim = (
        ""
        if timing.aim_ms is None
        else f"aim {timing.aim_ms} ms" + (" MISSED" if timing.p95_ms > timing.aim_ms else "")
    )
    return f"{timing.job:<58}{timing.median_ms:>10.1f}{timing.p95_ms:>10.1f}{timing.runs:>6}  {aim}"
