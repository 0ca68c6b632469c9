"""Settings of the load: the demo's, on the PostgreSQL of RABRONG_TEST_DATABASE, connections kept as in production."""

import os

from rabrong.config.databases import database_of
from rabrong.config.settings.demo import *  # noqa: F403

DATABASES = {"default": database_of(os.environ["RABRONG_TEST_DATABASE"])}
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12, "timeout": 20}
KEPT_PAGES_MB = int(os.environ.get("BENCH_KEPT_PAGES_MB", "24"))
WORKS_ITSELF = False
