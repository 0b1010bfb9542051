"""Links of mails that are signed for one person and one thing: whose it is, and the seal that only we can make."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator

from portal.db.keys import keyed_by_each


def ref_of(purpose: str, about: str, login_id: int) -> str:
    """What the link holds; `about` names the thing and whatever must not have changed since."""
    return f"{login_id:08d}-{next(_seals(purpose, about, login_id))}"


def login_in(purpose: str, ref: str, about_of: Callable[[int], str | None]) -> int | None:
    """Whose link it is; None when it is forged or altered. `about_of` says what a link of that login is about."""
    whose, _, seal = ref.partition("-")
    if not (whose.isascii() and whose.isdecimal() and len(whose) < 19):
        return None
    about = about_of(int(whose))
    if about is None:
        return None
    found = any(hmac.compare_digest(seal, good) for good in _seals(purpose, about, int(whose)))
    return int(whose) if found else None


def _seals(purpose: str, about: str, login_id: int) -> Iterator[str]:
    for key in keyed_by_each(purpose, f"{about}|{login_id}"):
        yield urlsafe_b64encode(key).rstrip(b"=").decode()
