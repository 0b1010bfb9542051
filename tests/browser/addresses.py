"""Every page that can be opened by its address, filled in with the demonstration company's numbers."""

from flask import Flask
from werkzeug.routing import Rule

from portal.domain.requests.catalogue import CATALOGUE

NUMBERS = {
    "/archive-changes/": "AC-202611-0001", "/hand-overs/": "HO-202611-0001", "/exports/": "EX-202611-0001",
    "/prospects/": "RP-202611-0001", "/contracts/import/": "IM-202611-0002",
    "/requests/": "SR-202611-0001", "/ratings/": "SR-202611-0001",
    "/surveys/": "SV-202609-0001", "/sayings/": "YS-202611-0001",
    "/feedback/": "FB-202611-0003", "/contracts/": "D-2026-011",
    "/insight/reports/": "MR-202611-0001", "/opportunities/": "OP-202610-0001",
    "/breaches/": "BR-202609-0001", "/promises/": "PM-202611-0004",
    "/accounts/import/": "IM-202611-0001", "/accounts/": "D-000101", "/gifts/": "GF-202609-0001",
    "/occasions/": "PL-202612-0001",
}  # fmt: skip
DRAFT = "D-2026-990"
"""A contract the tests write down themselves: its pages for writing are open only before the signatures."""
NO_PAGES = {
    "static": "files",
    "web.answer_healthz": "for machines",
    "web.answer_readyz": "for machines",
    "upkeep.answer_metrics": "for machines",
    "upkeep.show_setup": "the demonstration has an administrator",
    "identity.show_picture": "a picture",
    "identity.ask_code": "leads everybody on who owes no code",
    "identity.show_unread": "a piece of every page",
    "staff.list_colleagues": "a piece of the desk",
    "identity.sign_in_elsewhere": "leads elsewhere",
    "identity.come_back": "leads on",
    "identity.ask_to_connect": "the demonstration asks nobody outside",
    **dict.fromkeys(
        (
            "staff.show_erasure",
            "staff.show_import_of_contacts",
            "staff.show_import_of_qualifications",
            "staff.show_import_of_products",
            "staff.show_import_of_sales",
            "staff.show_privacy_notice",
            "staff.show_import_of_prospects",
            "staff.show_import_of_amendments",
        ),
        "the demonstration holds none yet",
    ),
    "staff.export_care_report": "a file",
    "staff.export_feedback_figures": "a file",
    "staff.new_saying": "asked for with the feedback it is drawn from: see VIEWS",
    "staff.export_insight": "a file",
    "staff.new_link": "asked for with what is to be linked: see VIEWS",
}
FOR_FACTOR_OWNERS = ("identity.edit_factor", "identity.edit_recovery_codes")
EVERY_INPUT = (
    "penalty_tiered", "exclusivity", "minimum_years", "minimum_purchase", "performance_extension", "priority_renewal",
    "penalty_late_daily", "penalty_goods_multiple", "rebate",
)  # fmt: skip
"""Types of clauses that have every kind of input between them."""
TABS = (
    "contacts",
    "contracts",
    "requests",
    "feedback",
    "promises",
    "care",
    "sales",
    "health",
    "papers",
    "portal",
    "archive",
)
VIEWS = {
    "nobody": ["/login?next=/staff/", "/login?next=/requests/", "/setup/" + "x" * 43],
    "partner": [
        *(f"/requests/new?category={code}" for code in CATALOGUE),
        "/requests/?show=ended", "/requests/?q=qqqq", "/requests/?category=training&state=new",
        "/requests/SR-202611-0004", "/promises/?show=ended",
        "/promises/PM-202605-0001", "/no-such-page",
    ],
    "staff": [
        *(f"/staff/accounts/D-000101?tab={tab}" for tab in TABS), "/staff/accounts/S-000001",
        "/staff/insight/?period=last", "/staff/insight/radar?of=promise", "/staff/accounts/P-000301?tab=relation",
        "/staff/opportunities/?stage=lost", "/staff/opportunities/OP-202610-0002", "/staff/insight/accounts?of=lost",
        "/staff/accounts/?q=qqqq", "/staff/requests/?q=qqqq", "/staff/requests/SR-202611-0003",
        "/staff/requests/?view=1&sort=newest", "/staff/requests/SR-202611-0001?list=view%3Dopen",
        "/staff/requests/selection?chosen=SR-202611-0003&chosen=SR-202611-0001&act=close",
        "/staff/links/new?at=SR-202611-0001", "/staff/sayings/new?feedback=FB-202611-0007",
        "/staff/feedback/?show=late", "/staff/feedback/FB-202611-0004", "/staff/feedback/figures?province=540000",
        "/staff/requests/SR-202611-0009", "/staff/requests/new?account=D-000101&category=delivery_query",
        f"/staff/contracts/{DRAFT}", "/staff/contracts/upstream?upstream=U-2024-001&ends=2026-12-15",
        "/staff/breaches/?show=all", "/staff/breaches/?q=qqqq", "/staff/breaches/BR-202607-0007",
        "/staff/breaches/new?request=SR-202611-0004", "/staff/breaches/new?contract=D-2026-013",
        "/staff/promises/?whose=all", "/staff/promises/?whose=all&show=late", "/staff/promises/PM-202611-0001",
        "/staff/sales/?month=2024-01",
        "/staff/care/coverage?gap=sponsor", "/staff/care/coverage?tier=a", "/staff/care/report?month=2026-10",
        "/staff/accounts/S-000001/brief", "/staff/accounts/N-000205/brief",
        "/staff/occasions/?whose=all", "/staff/occasions/PL-202701-0001", "/staff/gifts/?show=",
        "/staff/gifts/?occasion=lantern", "/staff/gifts/people?year=2020",
        "/staff/care/?whose=all&ahead=month", "/staff/care/?tier=c",
        "/staff/promises/PM-202610-0001", "/staff/no-such-page",
        "/staff/admin/audit?from=", "/staff/admin/audit?who=qqqq",
    ],
    "clauses": [f"/staff/contracts/{DRAFT}/clauses/new?type={code}" for code in EVERY_INPUT],
}  # fmt: skip
"""The same pages with other content: forms with fields of their own, tabs, filters, nothing found."""


def pages(app: Flask, face: str, own: dict[str, object]) -> list[str]:
    """Addresses of all pages of a face; `own` has the names in addresses that no number is for."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted(_filled(app, rule, own) for rule in rules if _face_of(rule) == face)


def _face_of(rule: Rule) -> str:
    if rule.endpoint in NO_PAGES or ".download_" in rule.endpoint:
        return ""
    if rule.endpoint in FOR_FACTOR_OWNERS:
        return "staff"
    if rule.rule.startswith("/me/") and "token" not in rule.arguments:
        return "partner"
    return rule.endpoint.split(".")[0].replace("identity", "nobody")


def _filled(app: Flask, rule: Rule, own: dict[str, object]) -> str:
    values = {name: own.get(name) or _number(rule) for name in rule.arguments}
    return app.url_map.bind("127.0.0.1").build(rule.endpoint, values, method="GET")


def _number(rule: Rule) -> str:
    if rule.endpoint in ("staff.new_clause", "staff.edit_contract"):
        return DRAFT
    if rule.endpoint == "staff.choose_pack":
        return "SR-202611-0002"
    return next(number for part, number in NUMBERS.items() if part in rule.rule)
