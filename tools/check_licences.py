"""Fails when something installed carries a licence nobody has allowed.

The licence is what a distribution says of itself: the SPDX expression, else the trove classifiers, else the free text.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions

ALLOWED = frozenset(
    {
        "0bsd",
        "apache 2.0",
        "apache software license",
        "apache-2.0",
        "bsd license",
        "bsd-2-clause",
        "bsd-3-clause",
        "isc",
        "isc license (iscl)",
        "mit",
        "mit license",
        "mit-0",
        "mit-cmu",
        "mozilla public license 2.0 (mpl 2.0)",
        "mpl-2.0",
        "psf-2.0",
        "python software foundation license",
        "zlib",
    }
)

# distribution -> why it may stay although its licence is not in the list above
EXCEPTIONS: dict[str, str] = {
    "fontpkg-sarabun": "SIL Open Font License: a font, embedded in the documents it sets",
    "geothai": "code MIT; its data CC-BY-4.0 (DOPA), whose attribution every page shows",
    "jwcrypto": "LGPL, used unchanged, for the OpenID Connect provider of the tests only",
    "psycopg": "LGPL, used unchanged as a library, for the tests on PostgreSQL and where an agency runs it",
    "psycopg-pool": "LGPL, connections that are kept open between requests, used unchanged as a library",
    "psycopg-binary": "LGPL, the compiled part of psycopg",
    "pypdfium2": "BSD-3-Clause or Apache-2.0; PDFium and its parts are BSD-3-Clause, Apache-2.0 or MIT",
    "qrcode": "BSD; says 'Other' too for the MIT text of the package it began from",
}


@dataclass(frozen=True, slots=True)
class Licensed:
    """One installed distribution and the licence it states, empty when it states none."""

    name: str
    licence: str


def stated_licence(distribution: Distribution) -> Licensed:
    """The licence of a distribution; several classifiers are joined with AND."""
    metadata = distribution.metadata
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License :: ")]
    specific = [line.rsplit(" :: ", 1)[1] for line in classifiers if line != "License :: OSI Approved"]
    expression = metadata.get_all("License-Expression") or [" AND ".join(specific)]
    free_text = metadata.get_all("License") or [""]
    return Licensed(name=metadata["Name"], licence=expression[0] or free_text[0].strip().partition("\n")[0])


def is_allowed(licence: str) -> bool:
    """May we use it: one choice of an OR, all parts of an AND. An expression with inner parentheses needs them all."""
    if re.search(r"\) (AND|OR) | (AND|OR) \(", licence):
        parts = re.split(r" AND | OR ", re.sub(r"[()]", "", licence))
        return all(part.strip().lower() in ALLOWED for part in parts)
    choices = licence.split(" OR ")
    return any(all(part.strip().lower() in ALLOWED for part in choice.split(" AND ")) for choice in choices)


def complaints(installed: Iterable[Licensed]) -> list[str]:
    """One sentence per distribution that is neither allowed nor an exception."""
    return [
        f"{each.name}: {each.licence or 'no licence stated'}"
        for each in sorted(installed, key=lambda each: each.name.lower())
        if not is_allowed(each.licence) and each.name not in EXCEPTIONS
    ]


def main() -> int:
    """Print what is not allowed and return 1, or 0 when all is in order."""
    found = complaints(stated_licence(distribution) for distribution in distributions())
    if found:
        print("These licences are not on the list in tools/check_licences.py:", *found, sep="\n  ", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
