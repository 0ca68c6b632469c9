"""How hypothesis runs: `ci` is the same on every machine and run, `dev` looks for new examples.

And how tables that refuse to be emptied are emptied after a test that committed.
"""

from django.test import TransactionTestCase
from hypothesis import settings

from tests.guards import unguarded

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=200)
settings.register_profile("dev", deadline=None, max_examples=100)
settings.load_profile("dev")

_empty_the_tables = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # Django's own, without a type


def _empty_the_guarded_tables(case: TransactionTestCase) -> None:
    with unguarded():
        _empty_the_tables(case)


TransactionTestCase._fixture_teardown = _empty_the_guarded_tables  # type: ignore[attr-defined]  # see above
