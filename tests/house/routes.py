"""Every address of the running application, filled in with Minchuan's things."""

from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.house.things import Things

MACHINES = {"static", "web.answer_healthz", "web.answer_readyz", "upkeep.answer_metrics"}


@dataclass(frozen=True)
class Route:
    """One address and method. `names_a_thing` says that it leads to something that belongs to somebody."""

    endpoint: str
    method: str
    address: str
    names_a_thing: bool


def routes_of(app: Flask, things: Things) -> list[Route]:
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in MACHINES:
            adapter = app.url_map.bind("127.0.0.1")
            values = {name: sample(rule, name, things) for name in rule.arguments}
            names = bool(rule.arguments - {"token"}) and not rule.rule.startswith(("/staff/admin", "/staff/products"))
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                address = adapter.build(rule.endpoint, values, method=method)
                found.append(Route(rule.endpoint, method, address, names))
    return sorted(found, key=lambda route: (route.address, route.method))


def sample(rule: Rule, name: str, things: Things) -> object:
    """The value for one name in an address; a name not known here fails the test until it is entered."""
    if name == "token":
        return "x" * 43
    for part, value in things.by_address.get(name, {}).items():
        if part in rule.rule:
            return value
    raise AssertionError(f"enter a sample for <{name}> in {rule.rule} ({rule.endpoint}) in tests/house/things.py")
