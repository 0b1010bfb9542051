"""Face of programs: a small JSON API over accounts and requests, by token."""

from flask import Blueprint

api = Blueprint("api", __name__, url_prefix="/api/v1")
"""Its routes are declared with `operation`, from which the OpenAPI document is made as well."""
