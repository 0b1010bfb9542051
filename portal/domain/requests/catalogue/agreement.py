"""Categories about the contract itself: its term, territory, price and end."""

from portal.domain.requests.catalogue.codes import FieldKind, Occasion, RequestCategory, Team
from portal.domain.requests.catalogue.fields import CONTRACT, PRODUCT, FieldSpec, boxes, photos
from portal.domain.requests.catalogue.record import Category

EXTENSION_CLAUSES = (
    "auto_renewal", "extension_option", "performance_extension",
    "priority_renewal", "sole_negotiation", "interruption_extension",
)  # fmt: skip
DIVERSION_CLAUSES = ("anti_diversion", "penalty_goods_multiple", "deposit_forfeiture", "penalty_tiered", "exclusivity")
EXIT_CLAUSES = (
    "penalty_fixed", "penalty_percent", "penalty_late_daily", "deposit_forfeiture", "takeback_compensation", "deposit",
)  # fmt: skip

AGREEMENT = (
    Category(
        code=RequestCategory.CONTRACT_EXTENSION,
        occasion=Occasion.AGREEMENT,
        fields=(
            CONTRACT,
            FieldSpec("months", FieldKind.INTEGER, required=True, min=1, max=120),
            FieldSpec("plan", FieldKind.LONG_TEXT),
            FieldSpec("quota", FieldKind.FEN, min=1),
        ),
        first_response_minutes=240,
        resolution_minutes=2250,
        teams=(Team.SALES, Team.LEGAL),
        clause_types=EXTENSION_CLAUSES,
        icon="calendar-due",
    ),
    Category(
        code=RequestCategory.DIVERSION_COMPLAINT,
        occasion=Occasion.AGREEMENT,
        fields=(
            PRODUCT,
            FieldSpec("batch_no", FieldKind.BATCH_NO, required=True, unless="trace_code"),
            FieldSpec("trace_code", FieldKind.BATCH_NO),
            boxes(),
            FieldSpec("found_on", FieldKind.DATE),
            FieldSpec("province", FieldKind.PROVINCE),
            FieldSpec("place", FieldKind.TEXT, required=True, min=2),
            FieldSpec("terminal", FieldKind.TEXT, required=True, min=2, max=80),
            photos(required=True),
            FieldSpec("suspect", FieldKind.TEXT, max=80),
        ),
        first_response_minutes=240,
        resolution_minutes=4500,
        teams=(Team.MARKET_CONTROL,),
        clause_types=DIVERSION_CLAUSES,
        icon="arrows-exchange",
    ),
    Category(
        code=RequestCategory.TERRITORY_ADD,
        occasion=Occasion.AGREEMENT,
        fields=(
            PRODUCT,
            FieldSpec("province", FieldKind.PROVINCE, required=True, unless="hospitals"),
            FieldSpec("hospitals", FieldKind.LINES),
            FieldSpec("plan", FieldKind.LONG_TEXT),
            FieldSpec("quota", FieldKind.FEN, min=1),
        ),
        first_response_minutes=240,
        resolution_minutes=2250,
        teams=(Team.SALES,),
        clause_types=("exclusivity", "minimum_purchase"),
        icon="map-pin",
    ),
    Category(
        code=RequestCategory.PRICE_ADJUSTMENT,
        occasion=Occasion.AGREEMENT,
        fields=(
            PRODUCT,
            FieldSpec("asked_price", FieldKind.FEN, required=True, min=1, max=100_000_000),
            FieldSpec(
                "price_reason", FieldKind.CHOICE, required=True,
                choices=("vbp_cut", "tender_cut", "listing_change", "market", "other"),
            ),
            FieldSpec("present_price", FieldKind.FEN, min=1, max=100_000_000),
            FieldSpec("stock_boxes", FieldKind.INTEGER, min=0, max=9_999_999),
            FieldSpec("market_proof", FieldKind.LONG_TEXT),
            photos(),
        ),
        first_response_minutes=240,
        resolution_minutes=2250,
        teams=(Team.SALES, Team.FINANCE),
        clause_types=("price_adjustment", "price_protection"),
        icon="scale",
    ),
    Category(
        code=RequestCategory.CONTRACT_TERMINATION,
        occasion=Occasion.AGREEMENT,
        fields=(
            CONTRACT,
            FieldSpec(
                "ground", FieldKind.CHOICE, required=True,
                choices=("by_agreement", "breach_by_principal", "policy_change", "own_business", "other"),
            ),
            FieldSpec("ends_on", FieldKind.DATE, required=True),
            FieldSpec("stock_boxes", FieldKind.INTEGER, min=0, max=9_999_999),
            FieldSpec("unpaid", FieldKind.FEN, min=0),
        ),
        first_response_minutes=120,
        resolution_minutes=4500,
        teams=(Team.SALES, Team.LEGAL),
        clause_types=EXIT_CLAUSES,
        icon="logout",
        always_urgent=True,
    ),
)  # fmt: skip
