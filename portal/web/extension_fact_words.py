"""What the facts of the extension rules (A1-A7) are called, the columns of their rows too (`field.column`)."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

EXTENSION_FACTS: dict[str, LazyString] = {
    "ends_on": _l("Last day of the term"),
    "starts_on": _l("First day of the cooperation"),
    "actual_fen": _l("Amount achieved"),
    "target_fen": _l("Target amount"),
    "actual_boxes": _l("Boxes achieved"),
    "target_boxes": _l("Target in boxes"),
    "no_uncured_breach": _l("No breach left uncured"),
    "qualifications_valid": _l("All documents valid"),
    "nothing_overdue": _l("Nothing overdue"),
    "refused_at": _l("Refusal arrived at"),
    "refused_by": _l("Who refused"),
    "renewal_count": _l("Renewals so far"),
    "exercises": _l("Notices of exercise"),
    "exercises.arrived_at": _l("Arrived at"),
    "exercises.by": _l("From whom"),
    "exercise_count": _l("Times used in earlier terms"),
    "topup_fen": _l("Amount topped up"),
    "topup_boxes": _l("Boxes topped up"),
    "topped_up_on": _l("Topped up on"),
    "offer_arrived_at": _l("Third-party offer arrived at"),
    "improved_at": _l("Improved offer arrived at"),
    "offer_includes": _l("What the offer states"),
    "matched_at": _l("Our match arrived at"),
    "signed_with_other_on": _l("Supplier signed with the third party on"),
    "talked_with_other_on": _l("Supplier talked with a third party on"),
    "ended_early_on": _l("Ended early in writing on"),
    "interruptions": _l("Interruptions of supply"),
    "interruptions.starts_on": _l("First day without supply"),
    "interruptions.ends_on": _l("Last day without supply"),
    "interruptions.cause": _l("Cause of the interruption"),
    "exits_on": _l("Exit takes effect on"),
    "has_cause": _l("Cause in law or contract"),
}
