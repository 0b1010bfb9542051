"""Suggestions beside care and brief: from the account's own archive, linked, and no gift for a doctor (issue E)."""

import re
from datetime import timedelta

from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.privacy.purposes import ConsentChannel, Purpose
from tests.breaches import acting_staff
from tests.people import People

CARE, OWNER = "care@demo.example", "owner@minchuan.example"
PLACE = "/staff/accounts/D-000101"
LINE = re.compile(r'data-idea="(\w+)" href="([^"]+)">(.*?)</a><span class="sub">(.*?)</span>', re.S)


def lines(page: str) -> list[tuple[str, str, str]]:
    """Kind, address, what is said."""
    return [(kind, href.replace("&amp;", "&"), re.sub(r"<[^>]+>", "", what + why)) for kind, href, what, why
            in LINE.findall(page)]  # fmt: skip


def test_ideas_come_from_the_archive_and_lead_to_it(people: People) -> None:
    care = people.sign_in(CARE)
    assert f'hx-get="{PLACE}/ideas' in care.get(f"{PLACE}?tab=care").text
    with acting_staff(people, CARE) as uow:
        account = uow.accounts.get("D-000101")
        contact, day = uow.contacts.of(account)[0], uow.today + timedelta(days=4)
        contact.birthday_calendar, contact.birthday_month, contact.birthday_day = "solar", day.month, day.day
        uow.consents.record(contact, Purpose.BIRTHDAY_CARE, True, channel=ConsentChannel.PHONE, evidence="电话里说的")
        uow.promises.give(account.id, what="寄彩页五十份", due_on=day)
        intel = uow.feedback.post(account, kind=FeedbackKind.MARKET_INTEL, subject="县医院进院了", text="昨天批的")
        intel.subtype = "hospital_listing"
        contact_id = contact.id
    assert f"{PLACE}/ideas?contact={contact_id}" in care.get(f"{PLACE}/brief").text
    found = lines(care.piece(f"{PLACE}/ideas", "ideas").text)
    assert any("寄彩页五十份" in said for kind, _, said in found if kind == "topic")
    assert any("县医院进院了" in said for kind, _, said in found if kind == "topic")
    gifts = [(href, said) for kind, href, said in found if kind == "gift"]
    assert gifts and all("/gifts/new" in href and "¥200.00" in said for href, said in gifts)
    assert any("occasion=birthday" in href for kind, href, _ in found if kind == "message")
    for _, href, _ in found:
        assert care.get(href.partition("#")[0]).status_code == 200, href
    with people.backstage() as uow:
        uow.contacts.of(uow.accounts.get("D-000101"))[0].is_hcp_relative = True
    bound = lines(care.get(f"{PLACE}/ideas?contact={contact_id}").text)
    assert [line for line in found if line[0] != "gift"] == bound
    assert care.get(f"{PLACE}/ideas?contact={'1' * 40}").status_code == 200
    assert people.sign_in(OWNER).get(f"{PLACE}/ideas").status_code == 404
