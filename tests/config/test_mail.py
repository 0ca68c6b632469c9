"""Addresses of mail servers: what they become, and what is refused without repeating a password."""

import pytest

from rabrong.config.mail import BadMailServerError, MailServer, is_mail_address, mail_server_of


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example.go.th", MailServer("mail.example.go.th", 587, starttls=True)),
        ("smtp://kpi:p%40s%2Fs@mail:2525", MailServer("mail", 2525, "kpi", "p@s/s", starttls=True)),
        ("smtps://kpi:secret@mail", MailServer("mail", 465, "kpi", "secret", tls=True)),
        ("smtps://mail:4650/", MailServer("mail", 4650, tls=True)),
        ("smtp://127.0.0.1:25?starttls=0", MailServer("127.0.0.1", 25)),
        ("smtp://mail?starttls=1", MailServer("mail", 587, starttls=True)),
    ],
)
def test_an_address_says_host_port_credentials_and_encryption(address: str, server: MailServer) -> None:
    assert mail_server_of(address) == server


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mail.example.go.th",
        "mail.example.go.th:25",
        "http://mail",
        "smtp://",
        "smtp://kpi:hunter2@",
        "smtp://mail:port",
        "smtp://mail:99999",
        "smtp://kpi:hunter2/x@mail",
        "smtp://kpi:hun#ter2@mail",
        "smtp://mail/path",
        "smtp://mail?tls=0",
        "smtp://mail?starttls=no",
        "smtp://mail?starttls=",
        "smtps://mail?starttls=0",
        "smtp://kpi:hunter2@mail?starttls=0",
        "smtp://[mail",
    ],
)
def test_nonsense_is_refused_without_the_password(address: str) -> None:
    with pytest.raises(BadMailServerError) as refused:
        mail_server_of(address)
    assert "hunter2" not in str(refused.value)
    assert "ter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("kpi@example.go.th", True),
        ("kpi", False),
        ("KPI <kpi@example.go.th>", False),
        ("kpi@example.go.th\nBcc: a@b.example", False),
        ("", False),
    ],
)
def test_a_mail_address_is_a_name_at_a_host(text: str, good: bool) -> None:
    assert is_mail_address(text) is good
