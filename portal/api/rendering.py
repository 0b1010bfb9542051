"""What programs are shown of accounts, requests and messages, and how it is described."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from portal.api.shapes import Choice, ListOf, Maybe, Moment, Text, Truth, Whole, whole_thing
from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS, AccountKind
from portal.domain.integrations.repository import MARK
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.categories.own import OWN, OWN_KINDS, own_answers
from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState
from portal.domain.requests.thread import Answer

Files = Mapping[tuple[str, int], Sequence[Any]]
"""Files by table and id of what they hang on."""
NUMBER = Text(1, 20)
PAGES = {"next": Maybe(Text(1, 400, "Send it as `after` for the next page; null on the last one."))}

ACCOUNT = whole_thing(
    number=NUMBER, kind=Choice(tuple(AccountKind)), name=Text(0, 80), short_name=Text(0, 40),
    credit_code=Maybe(Text(0, 18)), province=Maybe(Text(0, 6, "Code of GB/T 2260.")), city=Text(0, 40),
    address=Text(0, 200), phone=Text(0, 30), email=Text(0, 254),
    is_open=Truth(), created_at=Moment(), updated_at=Moment(),
)  # fmt: skip
FILE = whole_thing(
    id=Text(16, 64, "Its name in the address of its bytes."), name=Text(0, 255), size=Whole(0, 2**53, "Bytes."),
    media_type=Text(1, 100), sha256=Text(64, 64), at=Moment(),
)  # fmt: skip
KEPT = ListOf(FILE, 100_000)
MESSAGE = whole_thing(
    at=Moment(), side=Choice(("us", "partner")), author=Text(0, 200), by_integration=Truth(),
    text=Text(0, 20_000, is_line=False), files=KEPT,
)  # fmt: skip
REQUEST = whole_thing(
    number=NUMBER, account=NUMBER, category=Choice(tuple(RequestCategory)), subject=Text(0, 120),
    text=Text(0, 20_000, is_line=False), contract=Maybe(Text(0, 60)), product=Maybe(Text(0, 40)),
    state=Choice(tuple(RequestState)), filed_by=Text(0, 200), posted_at=Moment(),
    answer_due_at=Maybe(Moment("Null where no time is promised.")), resolve_due_at=Maybe(Moment()),
    answered_at=Maybe(Moment("The first public answer by a person.")), resolved_at=Maybe(Moment()),
    closed_at=Maybe(Moment()), updated_at=Moment(),
)  # fmt: skip


class Fields:
    """The category's own fields as they were filed."""

    def read(self, value: Any, at: str, faults: list[Any]) -> Any:
        return value

    def spec(self) -> dict[str, Any]:
        words = (
            "By the names of the category, as `POST /requests` takes them, those the company added among them: amounts "
            "in fen, moments in UTC."
        )
        return {"type": "object", "description": words}


OWN_FIELD = whole_thing(name=Text(1, 60), zh=Text(0, 200), en=Text(0, 200), kind=Choice(tuple(OWN_KINDS)))
WHOLE_REQUEST = whole_thing(
    **REQUEST.has, fields=Fields(), own_fields=ListOf(OWN_FIELD, 100), files=KEPT, messages=ListOf(MESSAGE, 100_000)
)
"""`own_fields` says what the fields were called that the company had added when it was filed."""
ACCOUNTS = whole_thing(items=ListOf(ACCOUNT, 200), **PAGES)
REQUESTS = whole_thing(items=ListOf(REQUEST, 200), **PAGES)


def account_shown(row: Any) -> dict[str, Any]:
    """Never what we think of it, nor who looks after it."""
    return {
        "number": row.number, "kind": row.kind, "name": row.name_zh, "short_name": row.short_name,
        "credit_code": row.uscc, "province": row.province, "city": row.city, "address": row.address, "phone": row.tel,
        "email": row.email, "is_open": row.status not in CLOSED_TO_PARTNERS, "created_at": moment(row.created_at),
        "updated_at": moment(row.changed_at or row.created_at),
    }  # fmt: skip


def request_shown(row: Any) -> dict[str, Any]:
    """Never its priority, which a tier can raise, nor who has it."""
    filed: ServiceRequest = row.ServiceRequest
    return {
        "number": filed.number, "account": row.account, "category": filed.category, "subject": filed.subject,
        "text": filed.text, "contract": row.contract, "product": row.product, "state": filed.state,
        "filed_by": row.filed_by, "posted_at": moment(filed.posted_at),
        "answer_due_at": promised(filed.answer_due_at), "resolve_due_at": promised(filed.resolve_due_at),
        "answered_at": moment(filed.answered_at), "resolved_at": moment(filed.resolved_at),
        "closed_at": moment(filed.closed_at), "updated_at": moment(row.changed_at or filed.posted_at),
    }  # fmt: skip


def whole_request(row: Any, answers: Sequence[Answer], files: Files) -> dict[str, Any]:
    """With what was said; `files` are those of it and of the answers, by table and id."""
    filed: ServiceRequest = row.ServiceRequest
    own = own_answers(filed.fields)
    fields = {name: value for name, value in filed.fields.items() if name not in ("product", OWN)}
    return {
        **request_shown(row), "fields": {**fields, **{one["name"]: one["value"] for one in own}},
        "own_fields": [{name: one[name] for name in OWN_FIELD.has} for one in own],
        "files": files_shown(files.get((filed.__tablename__, filed.id), ())),
        "messages": [message_shown(one, one.author.name, files) for one in answers],
    }  # fmt: skip


def message_shown(said: Answer, author: str, files: Files) -> dict[str, Any]:
    return {
        "at": moment(said.at), "side": "us" if said.from_staff else "partner", "author": author,
        "by_integration": author.endswith(f" · {MARK}"), "text": said.text,
        "files": files_shown(files.get((said.__tablename__, said.id), ())),
    }  # fmt: skip


def files_shown(files: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {"id": file.ref, "name": file.name, "size": file.size, "media_type": file.media_type, "sha256": file.sha256,
         "at": moment(file.at)}
        for file in files
    ]  # fmt: skip


def promised(at: datetime) -> str | None:
    return moment(at) if at < NEVER else None


def moment(at: datetime | None) -> Any:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
