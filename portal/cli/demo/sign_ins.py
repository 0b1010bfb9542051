"""Who can sign in to the demonstration company, and the table that says so."""

from typing import NamedTuple

PASSWORD = "portal-demo-2026"  # noqa: S105 - it is printed on every start


class SignIn(NamedTuple):
    """One person of the demonstration; `post` is a staff role, or an account's number and a partner role."""

    sign_in: str
    name: str
    title: str
    post: str
    role: str

    @property
    def is_staff(self) -> bool:
        return self.post == "staff"


SIGN_INS = (
    SignIn("admin@demo.example", "许安", "系统管理员", "staff", "administrator"),
    SignIn("service@demo.example", "田野", "物流、客服", "staff", "service"),
    SignIn("care@demo.example", "顾婉", "客情专员", "staff", "care"),
    SignIn("business@demo.example", "周一帆", "商务经理", "staff", "business"),
    SignIn("legal@demo.example", "何述", "合同与法务", "staff", "legal"),
    SignIn("quality@demo.example", "宋质文", "质量与药物警戒", "staff", "quality"),
    SignIn("finance@demo.example", "沈清禾", "财务", "staff", "finance"),
    SignIn("director@demo.example", "陈立衡", "副总", "staff", "executive"),
    SignIn("owner@minchuan.example", "刘岷川", "法定代表人", "D-000101", "owner"),
    SignIn("member@minchuan.example", "何晓岷", "采购", "D-000101", "member"),
    SignIn("viewer@minchuan.example", "廖远", "销售总监", "D-000101", "viewer"),
    SignIn("owner@yueqiao.example", "梁粤", "总经理", "D-000102", "owner"),
    SignIn("15400000201", "罗景川", "", "N-000201", "owner"),
)


def sign_in_table(address: str) -> str:
    """The address, the password and everybody who can use it, as lines for a terminal."""
    people = [f"  {person.sign_in:<26}{person.role:<15}{person.name}{_of(person)}" for person in SIGN_INS]
    return "\n".join(["", f"  {address}", f"  password of everybody: {PASSWORD}", "", *people, ""])


def _of(person: SignIn) -> str:
    return f"  {person.title}" if person.is_staff else f"  {person.post}"
