"""Keeping files in an object store that speaks S3, where an agency has one (the extra `s3`)."""

import errno
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.http import content_disposition_header

LINK_SECONDS = 60
PIECE = 64 * 1024
GONE = frozenset({"NoSuchKey", "404", "NotFound"})
SAVED_AS = "application/octet-stream"


class ObjectStore:
    """One bucket. `settings` names it: endpoint, bucket, key, secret, region."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.settings = settings

    @cached_property
    def client(self) -> Any:  # noqa: ANN401  boto3 makes its clients as it runs
        """What speaks to the store; made once a process."""
        import boto3  # noqa: PLC0415  slow, and there only with the extra
        from botocore.config import Config  # noqa: PLC0415  as above

        return boto3.client(
            "s3",
            endpoint_url=self.settings["endpoint"] or None,
            aws_access_key_id=self.settings["key"],
            aws_secret_access_key=self.settings["secret"],
            region_name=self.settings["region"],
            config=Config(
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 2},
                s3={"addressing_style": "path"},
            ),
        )

    def take(self, path: Path, digest: str) -> None:
        """Sent whole; the store has it or has it not. Raises OSError."""
        with path.open("rb") as file:
            self._ask("put_object", Key=_key(digest), Body=file)
        path.unlink()

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Read as asked for. Raises OSError, FileNotFoundError where they are not there."""
        yield from self._ask("get_object", Key=_key(digest))["Body"].iter_chunks(PIECE)

    def digests(self) -> Iterator[str]:
        """By the names of the objects."""
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.settings["bucket"]):
            for each in page.get("Contents", ()):
                yield each["Key"].rpartition("/")[2]

    def link(self, digest: str, name: str) -> str:
        """An address that saves this one object within a minute, under a name; never shown by a browser."""
        asked = {
            "Bucket": self.settings["bucket"],
            "Key": _key(digest),
            "ResponseContentDisposition": content_disposition_header(True, name) or "attachment",
            "ResponseContentType": SAVED_AS,
            "ResponseCacheControl": "private, no-store",
        }
        made: str = self.client.generate_presigned_url("get_object", Params=asked, ExpiresIn=LINK_SECONDS)
        return made

    def _ask(self, what: str, **terms: object) -> Any:  # noqa: ANN401  answers are mappings of everything
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  there only with the extra

        try:
            return getattr(self.client, what)(Bucket=self.settings["bucket"], **terms)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in GONE:
                raise FileNotFoundError(str(terms.get("Key"))) from error
            raise OSError(errno.EIO, "The object store refused") from error
        except BotoCoreError as error:
            raise OSError(errno.EIO, "The object store does not answer") from error


def _key(digest: str) -> str:
    return f"{digest[:2]}/{digest}"
