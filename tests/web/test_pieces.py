"""Pieces written once say what they would say if they were written each time."""

import pytest
from flask import Flask

from portal.web.pieces import section

pytestmark = pytest.mark.engineless


@pytest.mark.parametrize(
    "path, depth, list_of_it",
    [
        ("/staff/requests/", 2, "/staff/requests/"),
        ("/staff/requests/SR-202611-0042/answers", 2, "/staff/requests/"),
        ("/staff/", 2, "/staff/"),
        ("/staff/keys", 2, "/staff/keys/"),
        ("/", 1, "/"),
        ("/contracts/D-2026-011", 1, "/contracts/"),
    ],
)
def test_an_address_lies_in_the_section_of_its_list(path: str, depth: int, list_of_it: str) -> None:
    assert section(path, depth) == list_of_it


def test_a_piece_follows_the_language_and_what_is_handed_in(app: Flask) -> None:
    owner, nobody = frozenset({"partner.owner"}), frozenset({"anonymous"})
    found = []
    for language, hats, here in [("en", owner, "/contracts/"), ("zh", owner, "/contracts/"), ("en", nobody, "/"),
                                 ("en", owner, "/requests/"), ("en", owner, "/contracts/")]:  # fmt: skip
        with app.test_request_context(headers={"Cookie": f"locale={language}"}):
            piece = app.jinja_env.globals["piece"]
            found.append(str(piece("shell/_partner_places.html", part="bar", hats=hats, here=here, exact=True)))
    english, chinese, nothing, elsewhere, again = found
    assert '<a href="/contracts/" aria-current="page">Contracts</a>' in english and "合同" not in english
    assert '<a href="/contracts/" aria-current="page">合同</a>' in chinese and "Contracts" not in chinese
    assert nothing.strip() == "" and again == english
    assert '<a href="/requests/" aria-current="page">' in elsewhere and elsewhere.count("aria-current") == 1
