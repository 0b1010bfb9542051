"""Sixty planted accounts with what hangs on them, and five hundred ways in which people ask for them.

Everything follows from the lists below: the same on either engine, today and next year.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Contact
from portal.domain.contracts.models import Contract
from portal.domain.products.models import Product
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.unit_of_work import UnitOfWork
from portal.search.folding import TABLE
from portal.search.naming import name_facts

CORES = [
    "云岭",
    "锦泽",
    "东篱",
    "华彦",
    "齐晟",
    "康颐",
    "瑞麟",
    "鹤年",
    "同泰",
    "济苍",
    "恒沣",
    "广陵",
    "嘉禾",
    "远志",
    "百草",
    "橘井",
    "杏林",
    "银翘",
    "连翘",
    "紫苏",
    "茯苓",
    "当归",
    "黄芪",
    "白芍",
    "川贝",
    "天麻",
    "灵芝",
    "石斛",
    "参茸",
    "龙胆",
    "麦冬",
    "山萸",
    "泽泻",
    "丹皮",
    "厚朴",
    "枳实",
    "半夏",
    "陈皮",
    "桔梗",
    "防风",
    "细辛",
    "独活",
    "秦艽",
    "威灵",
    "木瓜",
    "海风",
    "络石",
    "桑枝",
    "豨莶",
    "臭梧",
    "伸筋",
    "透骨",
    "寻骨",
    "松节",
    "雷藤",
    "乌梢",
    "金钱",
    "蕲艾",
    "千年",
    "狗脊",
]
PLACES = (("510000", "成都市"), ("440000", "广州市"), ("330000", "杭州市"), ("370000", "济南市"), ("610000", "西安市"))
FORMS = ("医药有限公司", "药业有限责任公司", "医疗器械有限公司", "大药房连锁股份有限公司")
FAMILY = "赵钱孙李周吴郑王冯陈褚卫"
GIVEN = ("晓岚", "建国", "思远", "雨桐", "子墨", "文博", "静怡", "宏伟", "若彤", "致远")
ODD = "买买提·艾合买提江"
DIVERSION = ("窜货投诉：批号流到外省", "串货处理进度", "有人向我区窜货", "区域串货取证")


class Asked(NamedTuple):
    """What is typed, the account or thing that is meant, and the fields one of which may be said to have matched."""

    typed: str
    kind: str
    key: str
    fields: tuple[str, ...]


class Planted(NamedTuple):
    number: str
    name: str
    short: str
    core: str
    uscc: str
    mobile: str
    tel: str
    licence: str
    province: str
    city: str
    person: str
    person_mobile: str


def accounts() -> list[Planted]:
    found = []
    for place, core in enumerate(CORES):
        province, city = PLACES[place % len(PLACES)]
        name = f"{city[:-1]}{core}{FORMS[place % len(FORMS)]}"
        person = ODD if place == 17 else FAMILY[place % len(FAMILY)] + GIVEN[place * 7 % len(GIVEN)]
        found.append(Planted(
            f"D-{700 + place:06d}", name, "" if place % 6 == 5 else f"{core}{FORMS[place % len(FORMS)][:2]}", core,
            f"9{1 + place % 3}{province}MA{place * 7919 % 100000:05d}X{place % 10}{place * 31 % 10}",
            f"1540{place * 104729 % 10000000:07d}", f"0{28 + place % 5}-8{place * 7177 % 10000000:07d}",
            f"AA{province[:2]}{place * 50021 % 100000:05d}", province, city, person,
            f"1540{(place * 611953 + 1234567) % 10000000:07d}",
        ))  # fmt: skip
    return found


def plant(uow: UnitOfWork) -> None:
    """Write all of it; the cast is there already."""
    for place, one in enumerate(accounts()):
        account = uow.accounts.add(
            AccountKind.DISTRIBUTOR, number=one.number, name_zh=one.name, short_name=one.short, uscc=one.uscc,
            mobile=one.mobile, tel=one.tel, licence_no=one.licence, province=one.province, city=one.city,
        )  # fmt: skip
        uow.session.flush()
        uow.session.add(Contact(account_id=account.id, name=one.person, mobile=one.person_mobile, is_primary=True))
        if place % 5 == 0:
            uow.session.add(Contract(
                account_id=account.id, number=contract_of(place), side="downstream", title=f"{one.core}区域代理协议",
                starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), created_at=uow.now,
            ))  # fmt: skip
    author = uow.people.members(uow.accounts.get("D-000101").id)[0].login_id
    for place, subject in enumerate(DIVERSION):
        filed = uow.requests.post(
            uow.accounts.get("D-000101"), category=RequestCategory.DELIVERY_QUERY, subject=subject, text="见附件",
            posted_by_id=author,
        )  # fmt: skip
        filed.fields = {**filed.fields, "batch_no": batch_of(place)}
    uow.session.add(Product(code="PR88", name_zh="岭康止咳颗粒", trade_name="舒喉宁", name_en="Lingkang Granules"))
    uow.session.flush()


def contract_of(place: int) -> str:
    return f"岷销-2026-{place:03d}号"


def batch_of(place: int) -> str:
    return f"B2409{place:02d}7K"


def queries() -> list[Asked]:
    """Five hundred, in a fixed order."""
    found = [asked for place, one in enumerate(accounts()) for asked in _of_account(place, one)]
    return [*found, *_of_things()]


def _of_account(place: int, one: Planted) -> Iterator[Asked]:
    facts = name_facts(one.core)
    names = ("name", "short_name", "pinyin", "initials")
    ways = (
        (one.name, names), (one.core, names), (facts["pinyin"], names), (old(one.core) + old("药业"), names)
        if place % 4 == 1 else (old(one.name), names), (wide(one.uscc), ("uscc",)),
        (one.mobile[3 + place % 3 :][:5], ("mobile", "contact_mobile", "tel")),
        (one.person_mobile[-4:], ("mobile", "contact_mobile", "tel")), (one.person, ("contact",)),
    )  # fmt: skip
    for typed, fields in ways:
        yield Asked(typed, "account", one.number, fields)
    if place == 0:
        yield Asked(name_facts(one.short or one.name)["initials"], "account", one.number, names)
        yield Asked(f"{one.mobile[:3]} {one.mobile[3:7]} {one.mobile[7:]}", "account", one.number, ("mobile",))


def _of_things() -> Iterator[Asked]:
    first, odd = accounts()[0], accounts()[17]
    yield Asked("艾合买提江", "account", odd.number, ("contact",))
    yield Asked("买买提 ・ 艾合", "account", odd.number, ("contact",))
    yield Asked(wide(first.tel), "account", first.number, ("tel",))
    yield Asked(first.licence.lower(), "account", first.number, ("licence_no",))
    for typed in ("窜货", "串货", "竄貨"):
        for subject in DIVERSION:
            yield Asked(typed, "request", subject, ("subject",))
    yield Asked(batch_of(2), "request", DIVERSION[2], ("batch_no",))
    yield Asked(wide(batch_of(3).lower()), "request", DIVERSION[3], ("batch_no",))


def old(text: str) -> str:
    """In traditional characters, where there are any."""
    return "".join(_OLD.get(sign, sign) for sign in text)


_OLD = {line.split("\t")[0]: line.split("\t")[1][0] for line in TABLE.read_text("utf-8").splitlines()}


def wide(text: str) -> str:
    """In full-width letters, digits and signs, as an input method leaves them."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
