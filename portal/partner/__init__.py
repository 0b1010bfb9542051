"""Face 1, the distributor portal: what is mine, what I can still do, and by when."""

from flask import Blueprint

partner = Blueprint("partner", __name__)
