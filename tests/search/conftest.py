"""What takes long to plant is planted once per process."""

from pathlib import Path

import pytest

from tests.databases import Scenes, Stage


@pytest.fixture(scope="session")
def scenes(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    folder: Path = tmp_path_factory.mktemp("search-scenes")
    return Scenes(stage, folder)
