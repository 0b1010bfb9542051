"""Rows of the product catalogue; what a product costs us and who supplies it stays backstage."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Fen, StaffOnly
from portal.domain.events import Recorded


class Product(Recorded, Base):
    """A drug, as on its pack. Belongs to no account: the catalogue is the same for everybody.

    `vbp_status` has a status by province (GB/T 2260 code) where a round of volume-based procurement touched it; an
    empty `rx_otc`, `nrdl_class` or `edl` says that nobody has looked it up.
    """

    __tablename__ = "product"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    trade_name: Mapped[str] = mapped_column(String(80), default="")
    spec: Mapped[str] = mapped_column(String(80), default="")
    pack: Mapped[str] = mapped_column(String(80), default="")
    form: Mapped[str] = mapped_column(String(40), default="")
    boxes_per_case: Mapped[int | None]
    approval_no: Mapped[str] = mapped_column(String(20), default="")
    approval_until: Mapped[date | None]
    mah: Mapped[str] = mapped_column(String(80), default="")
    maker: Mapped[str] = mapped_column(String(80), default="")
    shelf_life_months: Mapped[int | None]
    storage: Mapped[str] = mapped_column(String(10), default="room")
    rx_otc: Mapped[str] = mapped_column(String(6), default="")
    nrdl_class: Mapped[str] = mapped_column(String(4), default="")
    edl: Mapped[str] = mapped_column(String(3), default="")
    vbp_status: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class Storage(StrEnum):
    """At what temperature it is kept: up to 30 °C, up to 20 °C, 2 to 8 °C, or below 0 °C."""

    ROOM = "room"
    COOL = "cool"
    COLD = "cold"
    FROZEN = "frozen"


class RxOtc(StrEnum):
    RX = "rx"
    OTC_A = "otc_a"
    OTC_B = "otc_b"


class Nrdl(StrEnum):
    """Class in the national reimbursement drug list."""

    A = "a"
    B = "b"
    NONE = "none"


class Edl(StrEnum):
    """Whether it stands in the essential drug list."""

    YES = "yes"
    NO = "no"


class Vbp(StrEnum):
    """How a round of volume-based procurement went in a province."""

    WON = "won"
    LOST = "lost"
    PENDING = "pending"


class SpecialControl(StrEnum):
    """What the law controls specially is not handled here at all (domain 2.1)."""

    NARCOTIC = "narcotic"
    PSYCHOTROPIC = "psychotropic"
    TOXIC = "toxic"
    RADIOACTIVE = "radioactive"


class Supply(AccountOwned, StaffOnly, Base):
    """Which supplier a product comes from, and at what price per box in fen."""

    __tablename__ = "supply"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), unique=True)
    listed_price: Mapped[Fen | None]
    supply_price: Mapped[Fen | None]
