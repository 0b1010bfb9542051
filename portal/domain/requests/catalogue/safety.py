"""Categories where patients or goods are at risk: quality, adverse reactions, damage."""

from portal.domain.requests.catalogue.codes import FieldKind, Occasion, RequestCategory, Team
from portal.domain.requests.catalogue.fields import (
    BATCH_NO,
    BOX_PRICE,
    ORDER_NO,
    ORDERED_ON,
    PRODUCT,
    FieldSpec,
    boxes,
    photos,
)
from portal.domain.requests.catalogue.record import Category

SAFETY = (
    Category(
        code=RequestCategory.QUALITY_COMPLAINT,
        occasion=Occasion.SAFETY,
        fields=(
            PRODUCT,
            BATCH_NO,
            FieldSpec(
                "defect", FieldKind.CHOICE, required=True,
                choices=("appearance", "content", "packaging", "labelling", "foreign_matter", "other"),
            ),
            FieldSpec("found_at", FieldKind.DATETIME, required=True),
            photos(),
            FieldSpec("sample_kept", FieldKind.TICK),
        ),
        first_response_minutes=60,
        resolution_minutes=1350,
        teams=(Team.QUALITY,),
        clause_types=("return_exchange", "qualification_duty"),
        icon="alert-octagon",
        always_urgent=True,
    ),
    Category(
        code=RequestCategory.ADR_REPORT,
        occasion=Occasion.SAFETY,
        # Initials only: nothing here may name a patient.
        fields=(
            PRODUCT,
            BATCH_NO,
            FieldSpec("reaction", FieldKind.LONG_TEXT, required=True, min=2, is_anonymous=True),
            FieldSpec("onset_on", FieldKind.DATE, required=True),
            FieldSpec(
                "outcome", FieldKind.CHOICE, required=True,
                choices=("recovered", "recovering", "not_recovered", "sequelae", "died", "unknown"),
            ),
            FieldSpec("severity", FieldKind.CHOICE, required=True, choices=("ordinary", "new", "serious", "fatal")),
            FieldSpec("patient_initials", FieldKind.INITIALS, max=6),
            FieldSpec("age", FieldKind.INTEGER, min=0, max=120),
            FieldSpec("sex", FieldKind.CHOICE, choices=("female", "male", "unknown")),
            FieldSpec("reporter", FieldKind.TEXT, max=80),
            FieldSpec("hospital", FieldKind.TEXT, max=80),
        ),
        first_response_minutes=60,
        resolution_minutes=450,
        teams=(Team.PV, Team.QUALITY),
        clause_types=("compliance",),
        icon="report-medical",
        always_urgent=True,
    ),
    Category(
        code=RequestCategory.DAMAGE_SHORT,
        occasion=Occasion.SAFETY,
        fields=(
            ORDER_NO,
            BATCH_NO,
            boxes(),
            photos(required=True),
            FieldSpec("delivery_note_no", FieldKind.TEXT, max=60),
            FieldSpec("received_at", FieldKind.DATETIME),
            FieldSpec("cold_chain", FieldKind.TICK),
            ORDERED_ON,
            BOX_PRICE,
        ),
        first_response_minutes=120,
        resolution_minutes=1350,
        teams=(Team.LOGISTICS, Team.QUALITY),
        clause_types=("delivery", "return_exchange"),
        icon="package",
    ),
)  # fmt: skip
