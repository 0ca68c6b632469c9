"""The root as files: the key readable for its owner only, nothing ever written over, outside database and backup."""

import os
from pathlib import Path

from rabrong.paper.signing.authority import RootFiles

CERTIFICATE = "root-certificate.pem"
KEY = "root-key.p12"


def write_root(folder: Path, files: RootFiles) -> None:
    """Both files. Raises FileExistsError when there is a root already: a root is never replaced by accident."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / KEY, files.encrypted_key, mode=0o600)
    _write(folder / CERTIFICATE, files.certificate, mode=0o644)


def read_root(folder: Path) -> RootFiles | None:
    """What write_root wrote; None where there is no root."""
    if not (folder / KEY).exists():
        return None
    return RootFiles((folder / CERTIFICATE).read_bytes(), (folder / KEY).read_bytes())


def _write(path: Path, content: bytes, *, mode: int) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123  the mode
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
