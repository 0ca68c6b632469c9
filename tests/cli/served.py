"""Settings of `rabrong serve` on the database of a test: the tests' own, by the address and folder that it is given."""

import os

from rabrong.config.settings.test import *  # noqa: F403

STATIC_ROOT = os.environ["RABRONG_STATIC"]
