"""Where files are kept and scanned, from the environment of an agency's server."""

from importlib.util import find_spec

from rabrong.config.environment import Environment


def object_store_of(environment: Environment) -> dict[str, str]:
    """The object store that RABRONG_S3_* name; empty where files lie in a folder. What is wrong joins the problems."""
    bucket = environment.text("RABRONG_S3_BUCKET")
    if not bucket:
        return {}
    if find_spec("boto3") is None:
        environment.problems.append("RABRONG_S3_BUCKET is set and boto3 is not installed: pip install 'rabrong[s3]'.")
    return {
        "bucket": bucket,
        "endpoint": environment.text("RABRONG_S3_ENDPOINT"),
        "region": environment.text("RABRONG_S3_REGION", "us-east-1"),
        "key": environment.required("RABRONG_S3_KEY", "the name of the store's access key."),
        "secret": environment.required("RABRONG_S3_SECRET", "the secret of the store's access key."),
    }


def is_scanner_address(text: str) -> bool:
    """Whether a text is host:port or the path of a socket."""
    host, _, port = text.rpartition(":")
    return text.startswith("/") or (bool(host) and port.isascii() and port.isdigit())
