"""The regular jobs and what became of them, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

JOBS: Mapping[str, object] = {
    "heartbeat": _l("Sign of life"),
    "seal": _l("Seal events"),
    "close_resolved": _l("Close resolved requests"),
    "remind": _l("Remind of the ends of agreements"),
    "remind_of_replies": _l("Remind partners of unanswered notices"),
    "remind_of_promises": _l("Remind of promises"),
    "remind_of_papers": _l("Remind of papers that run out"),
    "call_back": _l("Ask for calls after low ratings"),
    "call_back_asked": _l("Ask for the calls that surveys wish for"),
    "plan_surveys": _l("Plan the survey of the half-year"),
    "ask_surveys": _l("Send surveys out"),
    "remind_to_rate": _l("Remind of the question after a request"),
    "remind_surveys": _l("Remind of surveys"),
    "lapse_offers": _l("End offers nobody acknowledged"),
    "reckon": _l("Reckon promised times anew"),
    "assign": _l("Assign new requests"),
    "care": _l("Work out what is due for accounts"),
    "care_of_the_day": _l("Tell who is to be called today"),
    "escalate": _l("Tell of late requests"),
    "catch_up_endpoints": _l("Tell endpoints what was left out"),
    "figure_archive": _l("Work out archive quality"),
    "note_week": _l("Note archive quality of the week"),
    "sweep": _l("Clear away what time made worthless"),
    "files": _l("Clear away files nothing names"),
    "look": _l("Look at how tables have grown"),
    "exports": _l("Clear away old exports"),
    "copies": _l("Make copies of personal data"),
    "erasures": _l("Carry out erasures"),
    "retention": _l("Let old leads go"),
    "figures": _l("Prepare the figures of management"),
    "ask_reports": _l("Make the monthly report"),
    "backup": _l("Backup"),
    "verify_audit": _l("Check of the event log"),
}
STATES: Mapping[str, object] = {
    "well": _l("went well"),
    "late": _l("is late"),
    "failed": _l("failed"),
    "never": _l("not yet"),
}
TONES = {"well": "good", "late": "warn", "failed": "bad", "never": ""}
