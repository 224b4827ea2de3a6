"""What the README and the notebooks show is what happens."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

from analyser.research import corpus
from analyser.research.evaluate import evaluate
from analyser.results.columns import COLUMNS

# Kept with what they printed, since it takes minutes: all others are kept without outputs. Here they run on less.
WITH_OUTPUTS = {"03_simulated_families": ("MADE, READ = 42, 14", "MADE, READ = 7, 1")}
NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def run(code: str, names: dict[str, object]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "<example>", "exec"), names)
    return out.getvalue()


def test_the_readme_example_prints_what_it_says(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    m = re.search(r"```python\n(.*?)```\s+```\n(.*?)```", text, re.DOTALL)
    assert m
    assert run(m[1], {}) == m[2]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_from_top_to_bottom(path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "notebooks")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    if less := WITH_OUTPUTS.get(path.stem):
        assert less[0] in code[0]
        code[0] = code[0].replace(*less)
    said = [run(c, names) for c in code]
    assert any(said)
    outputs = [o for c in cells for o in c.get("outputs", ())]
    if path.stem not in WITH_OUTPUTS:
        assert not outputs, "notebooks are kept without outputs"
        return
    assert [bool(c["outputs"]) for c in cells if c["cell_type"] == "code"] == [bool(x) for x in said]
    assert {o["output_type"] for o in outputs} == {"stream"}  # nothing that failed, no picture


def test_the_output_page_names_every_column(root: Path) -> None:
    text = (root / "docs" / "output.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\w+) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE))
    for table, columns in COLUMNS.items():
        assert [c.split("{")[0] for c in rows[table].split(", ")] == list(columns), table


def test_the_marked_up_file_of_the_measures_page_can_be_measured(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "measures.md").read_text(encoding="utf-8")
    m = re.search(r"```\n(CASE .*?)```", text, re.DOTALL)
    assert m
    (tmp_path / "own.case").write_text(m[1], encoding="utf-8")
    e = evaluate([tmp_path], lambda case: (), draws=0)
    assert (e.notes, e.overall.marked, e.traps, e.strange) == (2, 2, 1, {})
    (case,) = corpus.load([tmp_path])
    assert not re.search("Hartley|Donna|Kyle|Quarry", " ".join(n.text for n in case.case.notes))


def test_the_changelog_has_the_version(root: Path) -> None:
    import analyser

    assert f"## {analyser.__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
