"""What every test has: no network, and the gold files where they lie beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "gold"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def gold_dev() -> Path:
    """The independently annotated development files; they are not part of a user's clone."""
    folder = SHARED / "dev"
    if not folder.is_dir():
        pytest.skip("the gold files are not beside this checkout")
    return folder
