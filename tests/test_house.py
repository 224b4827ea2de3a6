"""The house keeps its order: a stage imports earlier stages only, and packages cost nothing to import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

# An import goes up this list, never down. Parts on one line are neighbours that may use each other.
ORDER = (
    ("errors", "model"),
    ("taxonomy", "artefacts", "saying", "wordpieces"),
    ("ingest",),
    ("redact",),
    ("extensions", "grammar", "layout", "dates", "actors", "speech", "assertion"),
    ("pipeline",),
    ("signals",),
    ("accounts",),
    ("chronology",),
    ("patterns",),
    ("analysis",),
    ("results",),
    ("present",),
    ("workers",),
    ("scale",),
    ("rewrite",),
    ("research", "doctor", "commands"),
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
# Calls by which a part works by itself: the part loads the pipeline that a text needs.
BY_ITSELF = {
    ("redact", "pipeline"),
    ("assertion", "pipeline"),
    ("speech", "pipeline"),
    ("actors", "pipeline"),
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "analyser":
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("analyser."):
            found.add(node.module.split(".")[1])
    return found & set(RANK)


def test_no_stage_imports_a_later_one(root: Path) -> None:
    wrong = []
    for path in sorted((root / "analyser").rglob("*.py")):
        part = path.relative_to(root / "analyser").parts[0].removesuffix(".py")
        if part == "__init__":
            continue
        assert part in RANK, f"{part} has no place in the order"
        wrong += [
            f"{path.relative_to(root)} imports {name}"
            for name in imports(path)
            if RANK[name] > RANK[part] and (part, name) not in BY_ITSELF
        ]
    assert wrong == []


PACKAGES = sorted(
    p.name for p in (Path(__file__).parent.parent / "analyser").iterdir() if (p / "__init__.py").is_file()
)


@pytest.mark.parametrize("name", ["analyser", *(f"analyser.{p}" for p in PACKAGES)])
def test_importing_a_package_loads_nothing_heavy(name: str, root: Path) -> None:
    heavy = "('spacy', 'sklearn', 'pandas', 'presidio_analyzer', 'torch')"
    code = f"import sys, {name}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, timeout=60)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
