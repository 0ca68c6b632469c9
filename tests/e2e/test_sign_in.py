"""Signing in as a person does it, in a real browser at the width of a phone: code, password, passkey, slips."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Running
from tests.e2e.test_pages import AXE, VIOLATIONS, WIDER_THAN_THE_PAGE

PASSWORD = "กาแฟ ภูเขา รถไฟ 47"
LOOKS = {"phone Thai": (360, "th", "light"), "phone English": (360, "en", "dark"), "wide Thai": (1280, "th", "dark"),
         "wide English": (1280, "en", "light")}  # fmt: skip
AT_THE_DOOR = ("sign-in/", "code/", "forgot/", "forgot/asked/")
INSIDE = (
    "",
    "password/",
    "second-factor/",
    "second-factor/app/",
    "second-factor/passkey/",
    "factor-rules/",
    "codes/?unit=12",
    "codes/requests/",
)


def code_for(data: Path, name: str) -> str:
    """A one-time code from the command line."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "rabrong.config.settings.demo",
        "RABRONG_DATA": str(data),
    }
    command = [sys.executable, "-m", "rabrong", "person", "code", name, "--lang", "en"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    found = re.search(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b", said)
    assert found
    return found[0]


def site(demo: Running) -> str:
    """The demo under the name that browsers trust with passkeys."""
    return f"http://localhost:{urlsplit(demo.address).port}"


def choose_password(page: Page, address: str, name: str, code: str) -> None:
    """The link of a letter, a password, in."""
    page.goto(f"{address}/account/code/#{name}/{code}")
    assert page.input_value("#id_name") == name
    assert page.input_value("#id_code") == code
    assert "#" not in page.url
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.click("form[data-from-link] button")
    page.wait_for_url(f"{address}/")


def fine(page: Page) -> list[str]:
    """What is wrong with a page: too wide, or not for everybody."""
    wide = [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["too wide"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [*wide, *(page.evaluate(WIDER_THAN_THE_PAGE) if wide else []), *page.evaluate(VIOLATIONS)]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone; a complaint of the browser fails the test."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 760})
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_of_signing_in_fits_and_can_be_read_by_everybody(
    browser: Browser, demo: Running, data: Path, look: str
) -> None:
    width, language, theme = LOOKS[look]
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": language, "url": site(demo)}])
    page, wrong = context.new_page(), {}
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    for path in AT_THE_DOOR:
        page.goto(f"{site(demo)}/account/{path}")
        wrong[path] = fine(page)
    choose_password(page, site(demo), "psdg", code_for(data, "psdg"))
    for path in INSIDE:
        page.goto(f"{site(demo)}/account/{path}")
        wrong[path] = fine(page)
    assert {path: faults for path, faults in wrong.items() if faults} == {}
    assert refused == []
    context.close()


def sign_out(page: Page) -> None:
    """What the device keeps is cleared first, so the answer comes a moment later."""
    with page.expect_navigation():
        page.click("form[action='/sign-out/'] button")


def test_a_letter_leads_to_a_password_and_the_password_leads_in(phone: Page, demo: Running, data: Path) -> None:
    choose_password(phone, site(demo), "district-1202", code_for(data, "district-1202"))
    sign_out(phone)
    phone.goto(f"{site(demo)}/account/sign-in/")
    phone.fill("#id_login", "district-1202")
    phone.fill("#id_password", PASSWORD)
    phone.click("form[action='/account/sign-in/'] button")
    phone.goto(f"{site(demo)}/account/")
    assert "พัฒนาการอำเภอบางกรวย" in phone.inner_text("h1")


def test_a_passkey_replaces_the_password(phone: Page, demo: Running, data: Path) -> None:
    session = phone.context.new_cdp_session(phone)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    choose_password(phone, site(demo), "district-1203", code_for(data, "district-1203"))
    phone.goto(f"{site(demo)}/account/second-factor/passkey/")
    phone.click("#passkey-button")
    phone.wait_for_url("**/account/second-factor/recovery/")
    assert phone.locator(".codes-list li").count() == 10
    phone.goto(f"{site(demo)}/account/second-factor/")
    assert "พาสคีย์ที่ 1" in phone.inner_text("main")
    sign_out(phone)
    phone.goto(f"{site(demo)}/account/sign-in/?next=/account/password/")
    phone.click("#passkey-button")
    phone.wait_for_url(f"{site(demo)}/account/password/")
    assert phone.input_value("input[name=username]") == "district-1203"


def test_a_passkey_is_asked_for_after_the_password(phone: Page, demo: Running, data: Path) -> None:
    session = phone.context.new_cdp_session(phone)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": False}
    authenticator = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    choose_password(phone, site(demo), "district-1204", code_for(data, "district-1204"))
    phone.goto(f"{site(demo)}/account/second-factor/passkey/")
    phone.uncheck("#id_passwordless")
    phone.click("#passkey-button")
    phone.wait_for_url("**/account/second-factor/recovery/")
    sign_out(phone)
    phone.goto(f"{site(demo)}/account/sign-in/")
    phone.fill("#id_login", "district-1204")
    phone.fill("#id_password", PASSWORD)
    phone.click("form[action='/account/sign-in/'] button")
    phone.wait_for_url("**/account/sign-in/check/")
    assert fine(phone) == []
    phone.click("#passkey-button")
    phone.wait_for_url(f"{site(demo)}/")
    session.send("WebAuthn.removeVirtualAuthenticator", authenticator)


def test_without_a_passkey_the_page_says_what_to_do(phone: Page, demo: Running) -> None:
    session = phone.context.new_cdp_session(phone)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": False}})
    phone.goto(f"{site(demo)}/account/sign-in/")
    phone.click("#passkey-button")
    phone.wait_for_selector("[data-passkey-fault]:not([hidden])")
    assert "ใช้พาสคีย์ไม่สำเร็จ" in phone.inner_text("[data-passkey-fault]")


def test_slips_print_on_one_page_of_a4_without_the_page_around_them(
    browser: Browser, demo: Running, data: Path
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    choose_password(page, site(demo), "psdg", code_for(data, "psdg"))
    page.goto(f"{site(demo)}/account/codes/?unit=13")
    page.check("input[data-all=people]")
    page.uncheck("input[value=province-13]")
    page.click("button[value=print]")
    page.wait_for_selector(".slips")
    slips = page.locator(".slip").count()
    assert slips == 7  # the districts of Pathum Thani
    assert len(set(page.locator(".slip-secret").all_inner_texts())) == slips
    page.emulate_media(media="print")
    assert [page.is_visible(part) for part in (".bar", ".on-screen", ".foot", ".slips")] == [False, False, False, True]
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    context.close()
