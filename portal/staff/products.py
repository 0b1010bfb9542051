"""Products: the catalogue, approval numbers, and where each comes from at what price."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.identifiers import approval_no_fault
from portal.domain.accounts.papers.catalogue import missing_of_product
from portal.domain.base import Conflict, Refused
from portal.domain.products.approval import renewal_of
from portal.domain.products.models import Product
from portal.search.catalogue import ids_of_products
from portal.staff import staff
from portal.staff.product_forms import AddProduct, Describe
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.paper_words import STATES, staff_state
from portal.web.product_words import EDL, NRDL, RENEWALS, RX_OTC, STORAGES, VBP
from portal.web.refusals import words_for
from portal.web.region_words import province_name

WORDS: dict[str, Any] = {
    "storages": STORAGES, "product_name": product_name, "fault": approval_no_fault, "rx_otc": RX_OTC, "nrdl": NRDL,
    "edl": EDL, "vbp": VBP, "renewals": RENEWALS, "renewal_of": renewal_of,
}  # fmt: skip


@staff.get("/products/")
def list_products() -> Response:
    q = request.args.get("q", "").strip()[:100]
    rows, found = uow.products.with_supply(), ids_of_products(uow, q) if q else None
    rows = [row for row in rows if found is None or row[0].id in found]
    return page("staff/products/index.html", rows=rows, q=q, today=uow.today, **WORDS)


@staff.get("/products/<printed:code>")
def show_product(code: str) -> Response:
    product = uow.products.get(code)
    supply, supplier = uow.products.supply(product)
    shared = uow.house_papers.all(product_id=product.id)
    return page(
        "staff/products/show.html", product=product, supply=supply, supplier=supplier, today=uow.today,
        contracts=uow.contracts.of_product(product.id), shared=shared, tones=STATES, staff_state=staff_state,
        lacking=missing_of_product(one.paper.doc_type for one in shared), renewal=renewal_of(product.approval_until),
        by_status=_provinces_by_status(product), checklist=uow.diligence.of(product), **WORDS,
    )  # fmt: skip


def _provinces_by_status(product: Product) -> dict[str, list[str]]:
    """Names of provinces by how the last round of volume-based procurement went there."""
    given = product.vbp_status or {}
    return {status: [province_name(code) for code, its in given.items() if its == status] for status in VBP}


@staff.get("/products/new")
def new_product() -> Response:
    return page("staff/products/new.html", form=AddProduct.blank())


@staff.post("/products/")
def add_product() -> Answer:
    form = AddProduct.from_post()
    if form.validate():
        try:
            product = uow.products.add((form.code.data or "").upper(), form.facts(), form.supply())
            return see_other(".show_product", _("Added."), code=product.code)
        except Refused as refusal:
            form.code.errors = [words_for(refusal)]
    return page("staff/products/new.html", form=form), 422


@staff.get("/products/<printed:code>/edit")
def edit_product(code: str) -> Response:
    product = uow.products.get(code)
    form = Describe.blank()
    form.show(product, *uow.products.supply(product))
    return page("staff/products/edit.html", form=form, product=product, **WORDS)


@staff.post("/products/<printed:code>")
def change_product(code: str) -> Answer:
    product, form = uow.products.get(code), Describe.from_post()
    if not form.validate():
        return page("staff/products/edit.html", form=form, product=product, **WORDS), 422
    try:
        uow.products.change(product, form.facts(), form.supply(), seen=seen_version(form.version.data))
    except Conflict as conflict:
        form.version.data = str(product.version)
        return page("staff/products/edit.html", form=form, product=product, conflict=words_for(conflict), **WORDS), 409
    return see_other(".show_product", _("Saved."), code=code)
