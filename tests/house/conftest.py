"""Minchuan's things, arranged once per process and brought back for each test that walks over them."""

from pathlib import Path

import pytest

from tests.databases import Scenes, Stage
from tests.house.estate import Estate, make_estate
from tests.house.things import Things, make_things
from tests.people import People


@pytest.fixture(scope="session")
def scenes(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    folder: Path = tmp_path_factory.mktemp("scenes")
    return Scenes(stage, folder)


@pytest.fixture
def things(people: People, scenes: Scenes) -> Things:
    made: Things = scenes.show(people.app, "things", lambda: make_things(people))
    return made


@pytest.fixture
def estate(people: People, scenes: Scenes) -> Estate:
    made: Estate = scenes.show(people.app, "estate", lambda: make_estate(people))
    return made
