"""A server process on the database of the tests: prints its address and answers until it is stopped.

Usage: python -m tests.notices.one_process NAME-OF-THE-DATABASE
"""

import os
import socket
import sys
from functools import partial

import django
from django.conf import settings


def main(name: str) -> None:
    """Serve on any free port of the loopback address."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rabrong.config.settings.test"
    settings.DATABASES["default"]["NAME"] = name
    django.setup(set_prefix=False)

    from rabrong.cli.processes import serve_here  # noqa: PLC0415  models need setup

    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        serve_here(listener, partial(print, address, flush=True), behind_proxy=False)


if __name__ == "__main__":
    main(sys.argv[1])
