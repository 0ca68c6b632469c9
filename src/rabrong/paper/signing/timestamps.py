"""A time that somebody else vouches for (RFC 3161). None by default: then the time is the server's."""

import urllib.request
from collections.abc import Callable

from asn1crypto import tsp  # type: ignore[import-untyped]
from pyhanko.sign.timestamps import TimeStamper

Ask = Callable[[bytes], bytes]
"""Sends a request (DER) to an authority and brings its answer (DER). Raises OSError when there is none."""

MOST_SECONDS = 20
MOST_BYTES = 1_000_000
_TYPE = "application/timestamp-query"


class TimeAuthority(TimeStamper):
    """An authority that is asked through a function."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._ask = ask

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The authority's answer. Raises OSError when it does not answer with one."""
        try:
            answer = tsp.TimeStampResp.load(self._ask(req.dump()), strict=True)
            answer.native  # noqa: B018  reads it to the end now, where what is wrong with it can be told
        except (ValueError, TypeError, KeyError) as error:
            raise OSError("the answer is no time stamp") from error
        return answer


def over_http(address: str) -> Ask:
    """How to ask an authority at an http or https address, as the person who runs the server has set it."""
    if not address.startswith(("http://", "https://")):
        raise ValueError(f"not an http address: {address}")

    def ask(request: bytes) -> bytes:
        sent = urllib.request.Request(address, data=request, headers={"Content-Type": _TYPE})
        with urllib.request.urlopen(sent, timeout=MOST_SECONDS) as answer:
            read: bytes = answer.read(MOST_BYTES)
            return read

    return ask
