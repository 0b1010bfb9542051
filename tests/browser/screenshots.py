"""Pictures of the demonstration company: a set to look through, and the README's two.

`python -m tests.browser.screenshots [part of the file names]`
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.people import DESKTOP, PHONE, Visitors, launch
from tests.browser.program import ROOT, demonstration

SCREENS = ROOT / "test-output" / "screens"
PICTURES = ROOT / "docs" / "pictures"
OWNER, SERVICE, ADMIN = "owner@minchuan.example", "service@demo.example", "admin@demo.example"
PAGES = {
    "login": ("", "/login"),
    "partner-home": (OWNER, "/"),
    "partner-requests": (OWNER, "/requests/"),
    "partner-request": (OWNER, "/requests/SR-202611-0001"),
    "partner-pick": (OWNER, "/requests/new"),
    "partner-diversion": (OWNER, "/requests/new?category=diversion_complaint"),
    "partner-contracts": (OWNER, "/contracts/"),
    "partner-contract": (OWNER, "/contracts/D-2026-011"),
    "partner-documents": (OWNER, "/documents/"),
    "partner-feedback": (OWNER, "/feedback/"),
    "partner-feedback-new": (OWNER, "/feedback/new"),
    "partner-feedback-one": (OWNER, "/feedback/FB-202611-0003"),
    "partner-promises": (OWNER, "/promises/"),
    "partner-team": (OWNER, "/team/"),
    "partner-notifications": (OWNER, "/notifications/"),
    "me": (OWNER, "/me/"),
    "me-notices": (OWNER, "/me/notices"),
    "factor": (OWNER, "/me/second-factor"),
    "staff-today": (SERVICE, "/staff/"),
    "staff-requests": (SERVICE, "/staff/requests/"),
    "staff-desk": (SERVICE, "/staff/requests/SR-202611-0001"),
    "staff-accounts": (SERVICE, "/staff/accounts/"),
    "staff-account": (SERVICE, "/staff/accounts/D-000101"),
    "staff-account-archive": (SERVICE, "/staff/accounts/D-000101?tab=archive"),
    "staff-account-people": (SERVICE, "/staff/accounts/D-000101/people"),
    "staff-account-edit": (SERVICE, "/staff/accounts/D-000101/edit"),
    "staff-import": (SERVICE, "/staff/accounts/import"),
    "staff-import-contracts": (ADMIN, "/staff/contracts/import"),
    "staff-contracts": (ADMIN, "/staff/contracts/"),
    "staff-deadlines": (ADMIN, "/staff/contracts/deadlines"),
    "staff-contract": (ADMIN, "/staff/contracts/D-2026-011"),
    "staff-upstream": (ADMIN, "/staff/contracts/upstream?upstream=U-2024-001&ends=2026-12-15"),
    "staff-contract-new": (ADMIN, "/staff/contracts/new"),
    "staff-feedback": (SERVICE, "/staff/feedback/"),
    "staff-feedback-one": (SERVICE, "/staff/feedback/FB-202611-0001"),
    "staff-promises": (ADMIN, "/staff/promises/?whose=all"),
    "staff-promise": (ADMIN, "/staff/promises/PM-202611-0001"),
    "staff-products": (ADMIN, "/staff/products/"),
    "staff-product": (ADMIN, "/staff/products/PR01"),
    "staff-notifications": (SERVICE, "/staff/notifications/"),
    "staff-admin": (ADMIN, "/staff/admin/"),
    "staff-standard": (ADMIN, "/staff/admin/service-standard/"),
    "staff-calendar": (ADMIN, "/staff/admin/calendar/?year=2026"),
    "staff-why": (SERVICE, "/staff/requests/SR-202611-0004/deadlines"),
    "staff-channels": (ADMIN, "/staff/admin/channels/"),
    "staff-channel-new": (ADMIN, "/staff/admin/channels/new"),
    "staff-outbox": (ADMIN, "/staff/admin/outbox"),
    "staff-people": (ADMIN, "/staff/admin/people/"),
    "error": (OWNER, "/no-such-page"),
}
KINDS = {"desktop": DESKTOP, "phone": PHONE}


def main(only: str = "") -> None:
    """Take every picture, or those whose file name holds `only`."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            raise SystemExit("Install chromium and fonts-noto-cjk first.")
        data, shared = Path(folder, "data"), Path(folder, "shared")
        data.mkdir()
        shared.mkdir()
        program = demonstration(data, shared)
        try:
            visitors = Visitors(browser, program)
            take_set(visitors, only)
            take_readme(visitors)
        finally:
            program.stop()


def take_set(visitors: Visitors, only: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    for name, (who, address) in PAGES.items():
        for locale in ("zh", "en"):
            for kind in KINDS:
                for scheme in ("light", "dark"):
                    target = SCREENS / f"{locale}-{kind}-{scheme}-{name}.png"
                    if only in target.name:
                        open_page(visitors, who, address, kind, locale, scheme).screenshot(path=target, full_page=True)
                        visitors.leave()


def open_page(visitors: Visitors, who: str, address: str, kind: str, locale: str = "zh", scheme: str = "light") -> Page:
    more = {"color_scheme": scheme}
    come = (visitors.come_in, who) if who else (visitors.anonymous,)
    page = come[0](*come[1:], KINDS[kind], locale, **more)
    page.goto(address)
    return page


def take_readme(visitors: Visitors) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, who, address, kind in (
        ("partner-home", OWNER, "/", "phone"),
        ("staff-desk", SERVICE, "/staff/requests/SR-202611-0001", "desktop"),
    ):
        target = PICTURES / f"{name}.png"
        page = open_page(visitors, who, address, kind)
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=target)
        Image.open(target).convert("RGB").quantize(128).save(target, optimize=True)
        visitors.leave()


if __name__ == "__main__":
    main(*sys.argv[1:])
