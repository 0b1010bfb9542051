"""Categories about money that flows back and about help in the market."""

from portal.domain.requests.catalogue.codes import FieldKind, Occasion, RequestCategory, Team
from portal.domain.requests.catalogue.fields import BATCH_NO, BOX_PRICE, CONTRACT, PRODUCT, FieldSpec, boxes, photos
from portal.domain.requests.catalogue.record import Category

MONEY = (
    Category(
        code=RequestCategory.REBATE_SETTLEMENT,
        occasion=Occasion.MONEY_AND_SUPPORT,
        fields=(
            CONTRACT,
            FieldSpec("period", FieldKind.TEXT, required=True, max=40),
            FieldSpec("pay_as", FieldKind.CHOICE, required=True, choices=("allowance", "goods")),
            FieldSpec("purchases", FieldKind.LINES, max=200),
            photos(),
        ),
        first_response_minutes=240,
        resolution_minutes=4500,
        teams=(Team.FINANCE, Team.SALES_ADMIN),
        clause_types=("rebate", "minimum_purchase"),
        icon="coins",
    ),
    Category(
        code=RequestCategory.DEPOSIT_REFUND,
        occasion=Occasion.MONEY_AND_SUPPORT,
        # No bank number is typed here: every member of the account reads requests, and a changed number in a
        # message is how refunds are stolen. Money goes to the account on file, or after a call.
        fields=(
            CONTRACT,
            FieldSpec("amount", FieldKind.FEN, required=True, min=1),
            FieldSpec("refund_to", FieldKind.CHOICE, required=True, choices=("account_on_file", "new_account")),
            FieldSpec("statement_settled", FieldKind.TICK),
            FieldSpec("stock_declared", FieldKind.TICK),
            photos(),
        ),
        first_response_minutes=240,
        resolution_minutes=4500,
        teams=(Team.FINANCE,),
        clause_types=("deposit",),
        icon="coin",
    ),
    Category(
        code=RequestCategory.RETURN_EXCHANGE,
        occasion=Occasion.MONEY_AND_SUPPORT,
        fields=(
            PRODUCT,
            BATCH_NO,
            FieldSpec("expires_on", FieldKind.DATE, required=True),
            boxes(),
            FieldSpec(
                "return_reason", FieldKind.CHOICE, required=True,
                choices=("near_expiry", "quality_defect", "wrong_goods", "slow_sales", "other"),
            ),
            FieldSpec("invoice_no", FieldKind.TEXT, max=60),
            BOX_PRICE,
            FieldSpec("year_purchase", FieldKind.FEN, min=1),
            photos(),
        ),
        first_response_minutes=240,
        resolution_minutes=2250,
        teams=(Team.SALES_ADMIN, Team.QUALITY),
        clause_types=("return_exchange",),
        icon="refresh",
    ),
)  # fmt: skip

SUPPORT = (
    Category(
        code=RequestCategory.TENDER_SUPPORT,
        occasion=Occasion.MONEY_AND_SUPPORT,
        fields=(
            FieldSpec("province", FieldKind.PROVINCE, required=True),
            FieldSpec("project", FieldKind.TEXT, required=True, min=2),
            FieldSpec("deadline_on", FieldKind.DATE, required=True),
            FieldSpec("documents", FieldKind.LINES, required=True),
            FieldSpec("proposed_price", FieldKind.FEN, min=1, max=100_000_000),
            FieldSpec("on_site", FieldKind.TICK),
        ),
        first_response_minutes=120,
        resolution_minutes=1350,
        teams=(Team.TENDER,),
        clause_types=("tender_support", "price_protection"),
        icon="gavel",
    ),
    Category(
        code=RequestCategory.PROMOTION_SUPPORT,
        occasion=Occasion.MONEY_AND_SUPPORT,
        fields=(
            FieldSpec("activity", FieldKind.TEXT, required=True, min=2),
            FieldSpec("held_on", FieldKind.DATE, required=True),
            FieldSpec("place", FieldKind.TEXT, required=True, min=2),
            FieldSpec("audience", FieldKind.TEXT, required=True, min=2),
            FieldSpec("budget_items", FieldKind.LINES, required=True),
            FieldSpec("agenda", FieldKind.LONG_TEXT),
            FieldSpec("materials", FieldKind.LINES),
        ),
        first_response_minutes=240,
        resolution_minutes=2250,
        teams=(Team.MEDICAL, Team.MARKET),
        clause_types=("promotion_support", "compliance"),
        icon="school",
    ),
    Category(
        code=RequestCategory.SAMPLE_REQUEST,
        occasion=Occasion.MONEY_AND_SUPPORT,
        fields=(
            PRODUCT,
            FieldSpec("sample", FieldKind.CHOICE, required=True, choices=("empty_pack", "demo_pack", "drug_sample")),
            FieldSpec("use", FieldKind.TEXT, required=True, min=2),
            boxes(required=False),
        ),
        first_response_minutes=240,
        resolution_minutes=2250,
        teams=(Team.QUALITY, Team.MARKET),
        clause_types=("compliance",),
        icon="bookmark",
        optional=True,
    ),
    Category(
        code=RequestCategory.TRAINING,
        occasion=Occasion.MONEY_AND_SUPPORT,
        fields=(
            PRODUCT,
            FieldSpec("topic", FieldKind.TEXT, required=True, min=2),
            FieldSpec("people", FieldKind.INTEGER, required=True, min=1, max=5000),
            FieldSpec("held_on", FieldKind.DATE, required=True),
            FieldSpec("held_where", FieldKind.CHOICE, choices=("online", "on_site")),
        ),
        first_response_minutes=240,
        resolution_minutes=2250,
        teams=(Team.MEDICAL,),
        clause_types=("promotion_support",),
        icon="users",
        optional=True,
    ),
)  # fmt: skip
