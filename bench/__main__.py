"""Prints median and p95 of the jobs with a promise, and the peak memory of the whole run."""

import io
import platform
import random
import resource
import subprocess
import sys
from contextlib import redirect_stdout
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

from bench.chain import measure_chain
from bench.measure import timed, timing_line
from bench.nation import DEPARTMENT, INDICATORS, SEED, parents, readings
from bench.paper import measure_paper
from bench.web import measure_web
from rabrong.cli.commands import assessed
from rabrong.cli.scorecard_text import print_scorecard
from rabrong.scoring.agreement import Aspect
from rabrong.scoring.criteria import Levels
from rabrong.scoring.rollup import over_months, tally_of, up_the_tree
from rabrong.scoring.scale import Scale
from rabrong.scoring.scorecard import Scored, scorecard

UNITS = 971
SCALE = Scale((Decimal(1), Decimal(2), Decimal(3), Decimal(4), Decimal(5)))
LEVELS = Levels((Decimal(60), Decimal(65), Decimal(70), Decimal(75), Decimal(80)))
FRAMEWORK = (Aspect("all", "", {}),)
EXAMPLES = Path(str(files("rabrong.examples")))


def example_to_table() -> None:
    """From the example's two files to the printed table."""
    file, assessment = assessed(EXAMPLES / "cdd-2555.yaml", EXAMPLES / "cdd-2555-results.csv", 12)
    with redirect_stdout(io.StringIO()):
        print_scorecard(file, assessment, "th")


def example_as_process() -> None:
    """The same as a user has it: a new process, start of Python included."""
    command = [sys.executable, "-m", "rabrong", "score", str(EXAMPLES / "cdd-2555.yaml")]
    subprocess.run(command, check=True, capture_output=True)


def all_results() -> list[list[Fraction]]:
    """971 units x 21 ratios, as formulas leave them."""
    chance = random.Random(SEED)
    return [
        [Fraction(chance.randint(40, 99) * 100, chance.randint(90, 120)) for _ in range(INDICATORS)]
        for _ in range(UNITS)
    ]


def score_all(results: list[list[Fraction]]) -> list[list[Fraction]]:
    """Every score, exact."""
    return [[Fraction(LEVELS.score(result, SCALE)) for result in unit] for unit in results]  # type: ignore[arg-type]


def scorecards(results: list[list[Fraction]]) -> None:
    """Every unit's whole scorecard: scores, weighted, subtotals, total, rounded for display."""
    for unit in score_all(results):
        scored = [Scored(str(at), "all", Decimal(5), "counted", score) for at, score in enumerate(unit)]
        scorecard(scored, FRAMEWORK, SCALE)


def roll_up_year() -> int:
    """A year of leaf values over months and up the tree; returns the number of leaves."""
    leaves = 0
    for district_series in LEAVES:
        leaves += sum(len(series) for series in district_series.values())
        tallies = {unit: tally_of(over_months(series, "sum"), "sum") for unit, series in district_series.items()}
        up_the_tree(tallies, TREE, "sum")[DEPARTMENT].value()
    return leaves


TREE = parents()
LEAVES = readings()


def main() -> None:
    """Run everything and print the table."""
    results = all_results()
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    print(f"{'job':<58}{'median ms':>10}{'p95 ms':>10}{'runs':>6}")
    for timing in (
        timed("example, files to table", example_to_table),
        timed("example, whole process (rabrong score)", example_as_process, runs=10),
        timed(f"scores of {UNITS} units x {INDICATORS} indicators", lambda: score_all(results), aim_ms=150),
        timed(f"whole scorecards of {UNITS} units x {INDICATORS} indicators", lambda: scorecards(results), runs=10),
        timed(f"roll-up of a year, {roll_up_year():,} leaf values", roll_up_year, runs=10, aim_ms=1000),
    ):
        print(timing_line(timing))
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory of this run: {peak_kib // 1024} MiB")
    measure_web()
    measure_chain()
    measure_paper()
    others = ("forecast", "years", "what_if", "people", "cascade", "grid", "entries", "evidence", "binder", "workbooks")
    for each in (f"bench.{name}" for name in (*others, "live", "load")):
        subprocess.run([sys.executable, "-m", each], check=True)


if __name__ == "__main__":
    main()
