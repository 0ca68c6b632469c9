"""A real mail server on the loopback address that answers as it is told and keeps what it took."""

import time
from asyncio.base_events import Server
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

ACCEPTED = "250 OK"


@dataclass
class MailBox:
    """The server's handler: `to_recipient` and `to_message` are the next answers, `taken` what it accepted."""

    to_recipient: list[str] = field(default_factory=list)
    to_message: list[str] = field(default_factory=list)
    slow_seconds: float = 0
    taken: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """As aiosmtpd calls it for each recipient."""
        answer = self.to_recipient.pop(0) if self.to_recipient else ACCEPTED
        if answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """As aiosmtpd calls it for each message."""
        time.sleep(self.slow_seconds)  # the whole server is slow, as a busy one is
        answer = self.to_message.pop(0) if self.to_message else ACCEPTED
        if answer == ACCEPTED:
            assert isinstance(envelope.content, bytes)
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer


class _FreePort(Controller):
    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's own


@contextmanager
def mail_server() -> Iterator[MailBox]:
    """The server, and settings that lead to it."""
    box = MailBox()
    controller = _FreePort(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    try:
        with override_settings(MAIL_IS_SENT=True, EMAIL_HOST="127.0.0.1", EMAIL_PORT=box.port, EMAIL_TIMEOUT=5):
            yield box
    finally:
        controller.stop()
