"""The trained model keeps to its floors on sentences that it never saw."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from tests.journeys.product import Product
from wegwijs.cli import app
from wegwijs.paths import ROOT

pytestmark = pytest.mark.journey


def test_no_figure_of_the_trained_model_is_below_its_floor(tmp_path_factory: pytest.TempPathFactory) -> None:
    Product(tmp_path_factory.mktemp("evaluated")).train()
    done = CliRunner().invoke(app, ["evaluate", "--floors", str(ROOT / "evaluation" / "floors.tsv")])
    assert done.exit_code == 0, done.output
    assert "need_first" in done.stdout
