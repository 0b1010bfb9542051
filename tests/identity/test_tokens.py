"""Tokens in mailed links (AU6)."""

from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from portal.app import create_app
from portal.domain.base import Conflict
from portal.domain.people.models import LinkToken
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.tokens import LIFETIMES, issue, open_token, token_text, use, void_all
from tests.conftest import make_settings
from tests.databases import Stage
from tests.people import People

HOUR = timedelta(hours=1)


def make(
    uow: UnitOfWork, purpose: str = "reset", subject: int = 1, at: datetime | None = None
) -> tuple[LinkToken, str]:
    link_token = issue(uow.session, purpose, subject, HOUR, at or uow.now)
    return link_token, token_text(link_token)


def test_a_token_has_256_bits_and_only_its_hash_is_kept(people: People) -> None:
    with people.backstage() as uow:
        link_token, text = make(uow)
        assert len(urlsafe_b64decode(text + "=")) == 32
        assert text not in repr(vars(link_token)) and make(uow, subject=2)[1] != text


def test_opening_consumes_nothing_and_using_does(people: People) -> None:
    with people.backstage() as uow:
        link_token, text = make(uow)
        for _ in range(3):
            assert open_token(uow.session, "reset", text, uow.now) is link_token
        use(link_token, uow.now)
        assert open_token(uow.session, "reset", text, uow.now) is None
        with pytest.raises(Conflict):
            use(link_token, uow.now)


def test_a_token_opens_one_purpose_until_its_time_is_over(people: People) -> None:
    with people.backstage() as uow:
        _, text = make(uow)
        assert open_token(uow.session, "email", text, uow.now) is None
        assert open_token(uow.session, "reset", text + "x", uow.now) is None
        assert open_token(uow.session, "reset", text, uow.now + HOUR - timedelta(seconds=1)) is not None
        assert open_token(uow.session, "reset", text, uow.now + HOUR) is None


def test_a_newer_token_ends_the_older_of_the_same_purpose_and_subject(people: People) -> None:
    with people.backstage() as uow:
        _, older = make(uow)
        _, other_purpose = make(uow, "email")
        _, other_subject = make(uow, subject=2)
        make(uow)
        assert open_token(uow.session, "reset", older, uow.now) is None
        assert open_token(uow.session, "email", other_purpose, uow.now) is not None
        assert open_token(uow.session, "reset", other_subject, uow.now) is not None


def test_a_change_of_the_login_ends_all_of_its_tokens(people: People) -> None:
    with people.backstage() as uow:
        texts = {purpose: make(uow, purpose)[1] for purpose in ("reset", "email")}
        _, invitation = make(uow, "invitation")
        void_all(uow.session, 1, uow.now)
        assert all(open_token(uow.session, purpose, text, uow.now) is None for purpose, text in texts.items())
        assert open_token(uow.session, "invitation", invitation, uow.now), "its subject is no login"


def test_the_text_survives_a_change_of_keys(people: People, stage: Stage, tmp_path: Path) -> None:
    with people.backstage() as uow:
        link_token, text = make(uow)
    settings = make_settings(stage, tmp_path)
    later = create_app(type(settings)(**{**vars(settings), "secret_keys": ("n" * 40, "k" * 40)}))
    with later.app_context():
        assert token_text(link_token) == text
    retired = create_app(type(settings)(**{**vars(settings), "secret_keys": ("n" * 40,)}))
    with retired.app_context(), pytest.raises(LookupError):
        token_text(link_token)


def test_lifetimes_are_short() -> None:
    mailed = {"invitation": timedelta(days=7), "reset": HOUR, "email": timedelta(days=1), "setup": timedelta(days=1)}
    assert {**mailed, "calendar": timedelta(days=365)} == LIFETIMES
