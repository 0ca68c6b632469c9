"""Files in an object store, tried on a server of the tests that speaks S3."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from rabrong.files import places
from rabrong.files.actions import arrive, keep, settle
from rabrong.files.models import StoredFile
from rabrong.files.places import link_to, place
from rabrong.files.queries import FileLostError, content_of
from rabrong.files.rules import PDF
from tests.nation import NOW

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 " + bytes(200_000)
BUCKET = "evidence"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A store of its own on this machine, on any free port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path, endpoint: str) -> Iterator[None]:
    settings.FILES = tmp_path
    settings.FILES_S3 = {"endpoint": endpoint, "bucket": BUCKET, "key": "k", "secret": "s", "region": "us-east-1"}
    places._store.cache_clear()
    client = boto3.client(
        "s3", endpoint_url=endpoint, aws_access_key_id="k", aws_secret_access_key="s", region_name="us-east-1"
    )
    client.create_bucket(Bucket=BUCKET)
    yield
    for each in client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
        client.delete_object(Bucket=BUCKET, Key=each["Key"])
    places._store.cache_clear()


def test_a_file_lies_in_the_store_and_not_on_the_disk(tmp_path: Path) -> None:
    stored = keep(CONTENT, PDF, now=NOW)
    assert content_of(stored) == CONTENT
    assert list(place().digests()) == [stored.sha256]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert keep(CONTENT, PDF, now=NOW) == stored


def test_a_lost_object_is_found_out() -> None:
    with pytest.raises(FileLostError):
        content_of(StoredFile(sha256="0" * 64, size_bytes=1, kind=PDF))


def test_a_link_saves_one_object_for_a_minute_and_shows_nothing() -> None:
    stored = keep(CONTENT, PDF, now=NOW)
    link = link_to(stored.sha256, "รายงาน.pdf")
    assert link is not None
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
    assert asked["X-Amz-Expires"] == ["60"]
    assert f"/{BUCKET}/{stored.sha256[:2]}/{stored.sha256}?" in link
    with urllib.request.urlopen(link) as answer:  # the server of this test
        assert answer.read() == CONTENT
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_a_store_that_does_not_answer_keeps_nothing(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_S3 = {**settings.FILES_S3, "endpoint": "http://127.0.0.1:1"}
    places._store.cache_clear()
    with pytest.raises(OSError, match="does not answer"), arrive((CONTENT,), 10**6) as arrived:
        settle(arrived, PDF, now=NOW)  # type: ignore[arg-type]
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_on_a_disk_there_is_no_link(settings: Settings) -> None:
    settings.FILES_S3 = {}
    assert link_to("0" * 64, "a.pdf") is None
