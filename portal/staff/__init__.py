"""Face 2, the internal view: the queue, the desk and the archive."""

from flask import Blueprint

staff = Blueprint("staff", __name__, url_prefix="/staff")
