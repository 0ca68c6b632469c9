"""The command line: score an agreement file, check it, see the example, serve pages."""

import sys

from rabrong.cli.authority import authority
from rabrong.cli.commands import rabrong
from rabrong.cli.exchange import export
from rabrong.cli.organisation import import_
from rabrong.cli.people import person
from rabrong.cli.rebuild import rebuild
from rabrong.cli.serve import demo, serve
from rabrong.cli.verify import audit_erase, audit_export, audit_key, heads, verify
from rabrong.cli.work import migrate, work

rabrong.add_command(demo)
rabrong.add_command(export)
rabrong.add_command(serve)
rabrong.add_command(verify)
rabrong.add_command(audit_export)
rabrong.add_command(audit_erase)
rabrong.add_command(heads)
rabrong.add_command(audit_key)
rabrong.add_command(authority)
rabrong.add_command(work)
rabrong.add_command(migrate)
rabrong.add_command(person)
rabrong.add_command(import_)
rabrong.add_command(rebuild)


def main() -> None:
    """Entry point of `rabrong`; writes UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    rabrong(prog_name="rabrong")


__all__ = ["main", "rabrong"]
