"""How hypothesis runs: `ci` is the same on every machine and run, `dev` looks for new examples."""

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=200)
settings.register_profile("dev", deadline=None, max_examples=100)
settings.load_profile("dev")
