"""A dispute bundle for machines: the same facts as codes, ISO days, fen and moments in UTC, keys in order."""

import json
from datetime import date
from typing import Any

from portal.domain.contracts.models import Clause, ContractVersion
from portal.domain.contracts.versions import clauses_on, version_on
from portal.domain.dossier import Case, Dossier, Talk
from portal.staff.bundle_model import Files
from portal.staff.bundle_parts import OURS_ALONE

SCHEMA = 1


def machine_copy(dossier: Dossier, day: date, files: Files) -> bytes:
    """JSON with the terms in force on civil day `day`."""
    contract = dossier.contract
    version = version_on(contract.versions, day)
    facts = {
        "schema": SCHEMA, "terms_on": day, "as_of": dossier.newest,
        "contract": {name: getattr(contract, name) for name in (
            "number", "side", "title", "cooperation_mode", "starts_on", "ends_on", "terminated_on",
            "termination_ground", "termination_arrived_on", "terminated_why", "settled_on")},
        "account": {"number": contract.account.number, "name_zh": contract.account.name_zh},
        "version_in_force": version.no if version else None,
        "clauses": [_clause(one) for one in clauses_on(contract.versions, day)],
        "versions": [_version(one) for one in contract.versions if one.is_signed],
        "breaches": [_case(one, files) for one in dossier.cases],
        "conversation": [_talk(one, files) for one in dossier.talks],
        "deposit": [_picked(one, "kind", "fen", "moved_on", "note") for one in dossier.entries],
        "notices": [_picked(one, "article", "kind", "by", "ends_on", "arrived_on") for one in dossier.notices],
        "files": [_picked(one, "no", "name", "entry", "sha256", "size", "pages", "is_missing") for one in files],
    }  # fmt: skip
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1, default=_plain).encode()


def _plain(value: Any) -> str:
    return str(value.isoformat())


def _picked(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _clause(clause: Clause) -> dict[str, Any]:
    return _picked(clause, "article", "clause_type", "params", "params_schema", "binds", "text_zh", "text_en", "page")


def _version(version: ContractVersion) -> dict[str, Any]:
    return {
        **_picked(version, "no", "effective_from", "signed_by_us_on", "signed_by_partner_on", "summary"),
        "changes": [{"change": one.change, **_clause(one)} for one in version.clauses],
    }


def _case(case: Case, files: Files) -> dict[str, Any]:
    told = _picked(
        case.breach, "number", "article", "version_no", "kind", "obligor", "occurred_on", "what", "batch_no", "boxes",
        "place", "state", "notice_channel", "arrived_on", "reply_by", "cure_by", "confirmed_on", "decision",
        "settled_on",
    )  # fmt: skip
    return {
        **told,
        "files": _refs(files, case.files),
        "replies": [_said(one, files, case.files_on) for one in case.replies],
        "sums": [{**_picked(one, "origin", "version_no", "params", "fen", "reason", "made_at"),
                  "working": _lines(one.working)} for one in case.penalties],
    }  # fmt: skip


def _lines(working: dict[str, Any]) -> list[Any]:
    return [line for line in working.get("lines", ()) if not line["code"].startswith(OURS_ALONE)]


def _talk(talk: Talk, files: Files) -> dict[str, Any]:
    return {
        **_picked(talk.about, "number", "subject", "text", "posted_at"),
        "files": _refs(files, talk.files),
        "said": [_said(one, files, talk.files_on) for one in talk.said],
    }


def _said(row: Any, files: Files, files_on: dict[int, list[Any]]) -> dict[str, Any]:
    return {
        "by": row.author.name, "from_staff": getattr(row, "from_staff", False), "at": row.at, "text": row.text,
        "files": _refs(files, files_on.get(row.id, ())),
    }  # fmt: skip


def _refs(files: Files, rows: Any) -> list[str]:
    return [one.no for one in files.named(rows)]
