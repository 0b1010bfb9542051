"""Finding products."""

from sqlalchemy import select

from portal.domain.base import NotFound
from portal.domain.products.models import Product
from portal.domain.work import Repository


class ProductRepository(Repository):
    def get(self, code: str) -> Product:
        product = self.session.scalar(select(Product).where(Product.code == code))
        if product is None:
            raise NotFound(code)
        return product

    def all(self) -> list[Product]:
        """The whole catalogue, by code; a company holds rights to dozens, not thousands."""
        return list(self.session.scalars(select(Product).order_by(Product.code)))
