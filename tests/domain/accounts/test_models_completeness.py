"""How complete an archive is: weights by kind, what is missing, what keeps it from being activated."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.accounts.completeness import lacking, tone_of
from portal.domain.accounts.fields import BY_NAME, PARTS, is_asked, weights_for
from portal.domain.accounts.kinds import AccountKind, EntityType, Tier

KINDS = st.sampled_from(list(AccountKind))
FACTS = st.dictionaries(
    st.sampled_from(sorted(weights_for(AccountKind.SUPPLIER, {}) | weights_for(AccountKind.INDIVIDUAL, {}))),
    st.sampled_from(["", None, "x"]),
)


def whole(kind: str, **facts: Any) -> dict[str, Any]:
    return {**dict.fromkeys(weights_for(kind, facts), "x"), **facts}


@pytest.mark.parametrize(
    "kind, facts, missing",
    [
        ("distributor", {}, ()),
        ("distributor", {"short_name": ""}, ("short_name",)),
        ("distributor", {"tel": "", "uscc": None}, ("uscc", "tel")),
        ("distributor", {"sponsor_id": None}, ()),
        ("distributor", {"tier": Tier.VIP, "sponsor_id": None}, ("sponsor_id",)),
        ("supplier", {"sponsor_id": None}, ("sponsor_id",)),
        ("distributor", {"entity_type": EntityType.CSO, "licence_no": "", "licence_until": None,
                         "business_scope": ""}, ()),
        ("supplier", {"entity_type": EntityType.CSO, "licence_no": ""}, ("licence_no",)),
        ("individual", {"uscc": "", "licence_no": "", "city": ""}, ()),
        ("individual", {"tier": Tier.VIP, "sponsor_id": None}, ("sponsor_id",)),
        ("peripheral", {"care_owner_id": None, "mobile": ""}, ("care_owner_id", "mobile")),
        ("peripheral", {"business_manager_id": None}, ()),
        ("distributor", {"contact": False}, ("contact",)),
        ("distributor", {"channels": [], "resources": ""}, ("channels", "resources")),
        ("individual", {"resources": "", "bank_account": ""}, ("resources", "bank_account")),
        ("individual", {"id_no": None}, ()),
        ("peripheral", {"value_type": None, "introduced_by": None}, ("introduced_by", "value_type")),
        ("supplier", {"channels": [], "value_type": None}, ()),
    ],
)  # fmt: skip
def test_what_is_missing(kind: str, facts: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert lacking(kind, whole(kind, **facts)).fields == missing


@given(KINDS, FACTS)
def test_what_is_lacking_is_asked_and_not_there(kind: AccountKind, facts: dict[str, Any]) -> None:
    found = lacking(kind, facts)
    assert set(found.mandatory) <= set(found.fields) <= weights_for(kind, facts).keys()
    assert not any(facts.get(name) for name in found.fields)


def test_a_percent_has_its_tone() -> None:
    assert [tone_of(percent) for percent in (0, 59, 60, 84, 85, 100)] == ["bad", "bad", "warn", "warn", "good", "good"]


@pytest.mark.parametrize(
    "name, kind, asked",
    [
        ("uscc", "individual", False), ("id_no", "individual", True), ("id_no", "distributor", False),
        ("invoice_title", "individual", True), ("invoice_uscc", "individual", False),
        ("invoice_uscc", "supplier", True),
        ("bank_holder", "peripheral", False), ("channels", "supplier", False), ("value_type", "peripheral", True),
        ("tax_mode", "individual", True), ("tax_mode", "supplier", False), ("email", "peripheral", True),
    ],
)  # fmt: skip
def test_which_kind_is_asked_what(name: str, kind: str, asked: bool) -> None:
    assert is_asked(name, kind) == asked


def test_the_table_names_known_parts_and_letters() -> None:
    assert set(PARTS) <= set(BY_NAME)
    assert {letter for field in BY_NAME.values() for letter in field.asked.values()} == set("MRSO-")
