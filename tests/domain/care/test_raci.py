"""The written duties: the table of domain 7.5, cell by cell, and what must hold of any such table."""

import pytest

from portal.domain.care.raci import RACI, Role, Work, answering, doing, duties_of

pytestmark = pytest.mark.engineless
PRINTED = """
archive     A   R   -  C  C  -
contact     C   A/R I  C  C  -
vip_plan    R   R   A  -  -  -
occasions   A/R C   I  -  C  C
requests    I   A   I  R  R  R
feedback    A/R R   C  C  -  C
renewals    I   R   A  C  C  R
breaches    I   R   A  C  R  R
peripheral  A/R C   R  -  -  -
"""


def test_the_table_is_the_printed_one() -> None:
    printed = {line.split()[0]: line.replace("/", "").split()[1:] for line in PRINTED.strip().splitlines()}
    assert {work: [RACI[work].get(role, "-") for role in Role] for work in Work} == printed


def test_one_answers_for_each_work_and_somebody_does_it() -> None:
    for work, roles in RACI.items():
        assert "".join(roles.values()).count("A") == 1 and list(doing(work)), work
        assert "A" in RACI[work][answering(work)]


def test_the_duties_of_a_role_are_all_its_letters_what_it_answers_for_first() -> None:
    found = {role: duties_of(role) for role in Role}
    assert sum(map(len, found.values())) == sum(map(len, RACI.values()))
    assert [part.letters for part in found[Role.CARE]] == ["A", "AR", "AR", "AR", "R", "C", "I", "I", "I"]
    assert [part.work for part in found[Role.SPONSOR]][:3] == [Work.VIP_PLAN, Work.RENEWALS, Work.BREACHES]
