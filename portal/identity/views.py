"""The blueprint of identity; its routes live beside their subject."""

from flask import Blueprint

identity = Blueprint("identity", __name__)
