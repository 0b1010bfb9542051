"""The service standard for administrators: the version in force, the draft beside it, putting it into force."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.requests.catalogue import CATALOGUE, Priority, RequestCategory
from portal.domain.requests.clocks.drafting import changed_targets
from portal.domain.requests.clocks.policy import Policy, Targets
from portal.staff import staff
from portal.staff.clock_forms import PARTS, CategoryTargets, ClockRules, hours_typed
from portal.web.current import uow
from portal.web.labels import in_words
from portal.web.pages import Answer, page, see_other
from portal.web.request_words import CATEGORIES, PRIORITIES, STAFF_STATES
from portal.web.why_words import hours_in_words


@staff.get("/admin/service-standard/")
def show_standard() -> Response:
    policies = uow.clock_policies
    return _show(policies.in_force(), versions=policies.published(), open_by_version=policies.open_by_version())


@staff.get("/admin/service-standard/<int:version_no>")
def show_standard_version(version_no: int) -> Response:
    return _show(uow.clock_policies.version(version_no), versions=[], open_by_version={})


@staff.get("/admin/service-standard/rules")
def edit_standard_rules() -> Response:
    return _edit_rules(ClockRules.of(_draft_or_current()))


@staff.post("/admin/service-standard/rules")
def save_standard_rules() -> Answer:
    form = ClockRules.from_post()
    if not form.validate():
        return _edit_rules(form), 422
    uow.clock_policies.set_rules(**form.facts())
    return see_other(".review_standard")


@staff.get("/admin/service-standard/targets")
def edit_standard_targets() -> Response:
    category = _category(request.args.get("category"))
    return _edit_targets(CategoryTargets.of(_draft_or_current(), category))


@staff.post("/admin/service-standard/targets")
def save_standard_targets() -> Answer:
    form = CategoryTargets.from_post()
    form.category.data = _category(form.category.data)
    if not form.validate():
        return _edit_targets(form), 422
    uow.clock_policies.set_targets(form.category.data, form.targets)
    return see_other(".review_standard")


@staff.get("/admin/service-standard/draft")
def review_standard() -> Answer:
    """What the draft changes, before it is put into force."""
    draft = uow.clock_policies.draft()
    if draft is None:
        return see_other(".show_standard")
    before, after = uow.clock_policies.in_force(), draft.value
    return page(
        "staff/standard/draft.html", before=before, after=after, rules=_changed_rules(before, after),
        changed=changed_targets(before, after), said=targets_said, names=in_words(CATEGORIES),
        priorities=in_words(PRIORITIES), kept=sum(uow.clock_policies.open_by_version().values()),
    )  # fmt: skip


@staff.post("/admin/service-standard/versions")
def publish_standard() -> Response:
    version = uow.clock_policies.publish()
    words = _("Version %(no)s is in force for what is filed from now on. Nothing that was promised has moved.",
              no=version.no)  # fmt: skip
    return see_other(".show_standard", words)


@staff.post("/admin/service-standard/discards")
def discard_standard() -> Response:
    uow.clock_policies.discard()
    return see_other(".show_standard", _("The draft is gone. The version in force stays."))


def targets_said(targets: Targets | None) -> str:
    """2 · 2 · 7.5 h, or that there is no clock."""
    if targets is None:
        return _("no clock")
    return _("%(times)s h", times=" · ".join(hours_typed(getattr(targets, name)) for name in PARTS))


def rules_said(policy: Policy) -> list[tuple[str, str]]:
    """The general rules of a version in words."""
    states = [str(word) for state, word in STAFF_STATES.items() if state in policy.paused_in]
    return [
        (_("Working hours"), hours_in_words(policy.hours)),
        (_("Early warning"), _("when %(percent)s%% of the time is used", percent=policy.warn_percent)),
        (_("The clock stands still"), _(", ").join(states) or _("never")),
        (_("Times promised"), _("none at all") if policy.is_off else _("as below")),
    ]


def _changed_rules(before: Policy, after: Policy) -> list[tuple[str, str, str]]:
    pairs = zip(rules_said(before), rules_said(after), strict=True)
    return [(name, was, now) for (name, was), (_name, now) in pairs if was != now]


def _show(policy: Policy, **more: Any) -> Response:
    rules = rules_said(policy)[: None if policy.is_off else -1]  # the times stand in the table
    return page(
        "staff/standard/index.html", policy=policy, rules=rules, said=targets_said,
        categories=list(CATALOGUE), names=in_words(CATEGORIES), priorities=in_words(PRIORITIES),
        order=list(Priority)[::-1], newest=uow.clock_policies.in_force().no, draft=uow.clock_policies.draft(), **more,
    )  # fmt: skip


def _edit_rules(form: ClockRules) -> Response:
    return page("staff/standard/rules.html", form=form)


def _edit_targets(form: CategoryTargets) -> Response:
    return page(
        "staff/standard/targets.html", form=form, name=CATEGORIES[RequestCategory(form.category.data)],
        priorities=in_words(PRIORITIES), order=list(Priority)[::-1],
    )  # fmt: skip


def _draft_or_current() -> Policy:
    draft = uow.clock_policies.draft()
    return draft.value if draft is not None else uow.clock_policies.in_force()


def _category(code: str | None) -> RequestCategory:
    """The category of that code, else the first of the catalogue."""
    return RequestCategory(code) if code in CATALOGUE else next(iter(CATALOGUE))
