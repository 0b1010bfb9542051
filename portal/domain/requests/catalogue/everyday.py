"""Categories of every day: where the goods are, stamped papers, invoices."""

from portal.domain.requests.catalogue.codes import FieldKind, Occasion, RequestCategory, Team
from portal.domain.requests.catalogue.fields import ORDER_NO, ORDERED_ON, PRODUCT, FieldSpec
from portal.domain.requests.catalogue.record import Category

DOC_TYPES = (
    "business_licence", "drug_licence", "production_licence", "approval_cert", "gsp_gmp_evidence", "poa",
    "poa_person_id", "quality_agreement", "seal_samples", "bank_permit", "invoice_profile", "price_filing",
    "insert_and_pack", "batch_test_report", "integrity_undertaking",
)  # fmt: skip

EVERYDAY = (
    Category(
        code=RequestCategory.DELIVERY_QUERY,
        occasion=Occasion.EVERYDAY,
        # Whoever cannot find the order number names the product instead.
        fields=(
            FieldSpec("order_no", FieldKind.TEXT, required=True, max=60, unless="product"),
            FieldSpec("product", FieldKind.PRODUCT),
            FieldSpec("stockout", FieldKind.TICK),
            FieldSpec("needed_by", FieldKind.DATE),
            ORDERED_ON,
            FieldSpec("promised_on", FieldKind.DATE),
            FieldSpec("delivered_on", FieldKind.DATE),
            FieldSpec("order_amount", FieldKind.FEN, min=1),
        ),
        first_response_minutes=120,
        resolution_minutes=450,
        teams=(Team.LOGISTICS,),
        clause_types=("delivery", "interruption_extension"),
        icon="truck-delivery",
    ),
    Category(
        code=RequestCategory.QUALIFICATION_COPY,
        occasion=Occasion.EVERYDAY,
        fields=(
            FieldSpec(
                "purpose", FieldKind.CHOICE, required=True,
                choices=("hospital_entry", "tender", "first_operation", "inspection"),
            ),
            PRODUCT,
            FieldSpec("institution", FieldKind.TEXT, required=True, min=2, max=80),
            FieldSpec("doc_types", FieldKind.CHOICES, required=True, choices=DOC_TYPES),
            FieldSpec("needed_by", FieldKind.DATE, required=True),
            FieldSpec("copies", FieldKind.INTEGER, min=1, max=50),
            FieldSpec("medium", FieldKind.CHOICE, choices=("electronic", "paper")),
            FieldSpec("address", FieldKind.TEXT),
            FieldSpec("phone", FieldKind.PHONE),
        ),
        first_response_minutes=120,
        resolution_minutes=900,
        teams=(Team.QUALITY,),
        clause_types=("qualification_duty", "tender_support"),
        icon="file-certificate",
    ),
    Category(
        code=RequestCategory.INVOICE_PAPER,
        occasion=Occasion.EVERYDAY,
        fields=(
            ORDER_NO,
            FieldSpec(
                "paper", FieldKind.CHOICE, required=True,
                choices=("vat_invoice", "red_letter", "upstream_invoice_copy", "delivery_note"),
            ),
            FieldSpec("invoice_title", FieldKind.TEXT, max=80),
            FieldSpec("reason", FieldKind.TEXT),
        ),
        first_response_minutes=240,
        resolution_minutes=900,
        teams=(Team.FINANCE,),
        clause_types=("payment_terms",),
        icon="receipt",
    ),
)  # fmt: skip
