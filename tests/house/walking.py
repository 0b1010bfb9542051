"""Who can open which address, and which forms stand there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from werkzeug.datastructures import Headers

from portal.identity.access import may
from tests.house.estate import Estate, variants
from tests.house.reading import PageForm, forms_on
from tests.house.test_access import HATS, visitor
from tests.people import People, Person

FILLED = {
    "subject": "洛施坦 20 件到哪了", "text": "明天断药，请尽快", "name": "王五", "email": "wangwu@new.example",
    "mobile": "15400000555",
    "reason": "核对过了", "title": "一份合同", "article": "第 11 条", "number": "D-2026-777", "account": "D-000101",
    "code": "PR77",
    "name_zh": "新公司有限公司", "order_no": "PO-1", "starts_on": "2027-01-01", "ends_on": "2027-12-31",
    "effective_from": "2027-03-01",
    "us_on": "2026-10-20", "partner_on": "2026-10-20", "staff": "1",
}  # fmt: skip
"""What somebody would type into a field that is empty."""


@dataclass
class Target:
    """Somebody, the addresses they may open and the forms they may send."""

    name: str
    person: Person
    addresses: list[str]
    forms: list[PageForm]


def endpoint_of(people: People, form: PageForm) -> str:
    return str(people.app.url_map.bind("127.0.0.1").match(form.action.partition("?")[0], method="POST")[0])


@dataclass(frozen=True)
class Seen:
    """What somebody was answered at an address."""

    status: int
    mimetype: str
    headers: Headers
    text: str

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.mimetype == "text/html"


def pages_seen(people: People, estate: Estate, name: str, addresses: Iterable[str]) -> Iterator[tuple[str, Seen]]:
    """Each address as `name` sees it over the estate as it was arranged: several tests look at the same pages, which
    are opened once. Nothing may have been changed before; that reading changes nothing is shown in test_access."""
    person = None
    for address in addresses:
        if (name, address) not in estate.seen:
            person = person or visitor(people, name)
            with person.get(address) as answer:
                text = answer.text if answer.mimetype == "text/html" else ""
                estate.seen[name, address] = Seen(answer.status_code, answer.mimetype, answer.headers, text)
        yield address, estate.seen[name, address]


def every_form(people: People, estate: Estate) -> list[PageForm]:
    """What stands on the pages of Minchuan's owner and of the administrator; looked for once, as long as the estate
    stands as it was arranged."""
    if not estate.forms:
        estate.forms.extend(_walked(people, estate))
    return list(estate.forms)


def _walked(people: People, estate: Estate) -> list[PageForm]:
    addresses = [*(route.address for route in estate.routes(people.app) if route.method == "GET"), *variants(estate)]
    partner = [address for address in addresses if not address.startswith("/staff")]
    staff = [each for each in addresses if each.startswith(("/staff", "/me"))]
    return [
        *forms_of(pages_seen(people, estate, "owner@minchuan.example", partner)),
        *forms_of(pages_seen(people, estate, "admin@demo.example", staff)),
    ]


def forms_of(pages: Iterable[tuple[str, Seen]]) -> list[PageForm]:
    """One form for each place it is sent to and set of names; none that would end the visit."""
    found: dict[str, PageForm] = {}
    for _, seen in pages:
        for form in forms_on(seen.text) if seen.is_page else ():
            if not form.action.startswith(("/logout", "/me/acting")):
                found.setdefault(f"{form.action} {sorted(each.name for each in form.fields)}", form)
    return list(found.values())


def targets_among(people: People, estate: Estate, names: Iterable[str]) -> list[Target]:
    """These people with what the access table opens to them."""
    routes, forms, found = estate.routes(people.app), every_form(people, estate), []
    for name in names:
        hats = frozenset({HATS[name]})
        open_to = [route.address for route in routes if route.method == "GET" and may(hats, route.endpoint)]
        own = [form for form in forms if may(hats, endpoint_of(people, form))]
        found.append(Target(name, visitor(people, name), open_to, own))
    return found


def one_of_each(people: People, forms: Iterable[PageForm]) -> list[PageForm]:
    """One form for each place: not every category of request, not every type of clause."""
    return list({endpoint_of(people, form): form for form in forms}.values())


def filled(form: PageForm) -> dict[str, list[str]]:
    """What somebody would send: what stands there, and something in every empty field."""
    sent = form.sent()
    for each in form.fields:
        if each.name in sent and not any(sent[each.name]):
            offered = next((choice for choice in each.choices if choice), "")
            typed = FILLED.get(each.name, "" if each.kind in ("hidden", "date", "number") else "1")
            sent[each.name] = [offered if each.kind == "select" else typed]
    for each in form.fields:
        if each.kind == "button" and each.choices:  # a box nobody ticked yet
            sent.setdefault(each.name, each.choices[:1])
    sent.pop("password", None)
    return sent
