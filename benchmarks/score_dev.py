"""Scans the gold case files as a user would, scores the result, prints a table, compares it with the recorded one.

    python benchmarks/score_dev.py GOLD            print, and say what moved
    python benchmarks/score_dev.py GOLD --record   write models/measured.json (reports quote it) and the README's table
    python benchmarks/score_dev.py GOLD --check    exit 1 if a figure is worse than recorded by more than .01, or by
                                                   more than .03 where it rests on few items

GOLD is the folder that holds ``gold.py`` and ``dev/``. The names in the people list are the only help given.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from analyser import artefacts
from analyser.scale import scan

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "models"
RECORD = MODELS / "measured.json"
README = HERE.parent / "README.md"
MARKS = ("<!-- dev score -->", "<!-- /dev score -->")
TOLERANCE = 0.01
# Figures that rest on fewer than three hundred items: 8-bit arithmetic differs a little between processors, and two
# items that fall the other way must not stop a change.
FEW = 0.03
MANY = ("redaction", "signals: micro", "signals: macro")


def score(gold: Path, part: str = "dev") -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        given, results = Path(folder) / "given", Path(folder) / "results"
        tool = [sys.executable, str(gold / "gold.py")]
        subprocess.run([*tool, "export", str(gold / part), "--out", str(given)], check=True)
        scan([given], results, format="jsonl", jobs=2)
        done = subprocess.run(
            [*tool, "score", str(gold / part), "--pred", str(results)], check=True, capture_output=True, text=True
        )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def figures(s: dict[str, Any]) -> dict[str, float]:
    """The headline figures, each such that more is better."""

    def share(pair: list[int]) -> float:
        return round(pair[0] / pair[1], 4) if pair[1] else 0.0

    red, sig, dis = s["redaction"], s["signals"], s["discrepancies"]
    return {
        "redaction: mentions fully masked": share(red["recall_full"]),
        "redaction: PERSON mentions fully masked": share(red["recall_by_type"]["PERSON"]),
        "redaction: notes without a leak": 1 - share(red["notes_that_leak"]),
        "redaction: redactions that touch personal data": 1 - share(red["redactions_touching_no_gold"]),
        "signals: micro F1": sig["micro"]["f1"],
        "signals: micro precision": sig["micro"]["precision"],
        "signals: micro recall": sig["micro"]["recall"],
        "signals: macro F1, labels with five or more": sig["macro_f1_labels_with_5"],
        **{f"signals: {name.replace('_', ' ')} F1": sig["groups"][name]["f1"] for name in sig["groups"]},
        "signals: traps avoided": 1 - share([sig["traps"]["fallen_for"], sig["traps"]["n"]]),
        "signals: date accuracy": share(sig["date_accuracy"]),
        "signals: actor accuracy": share(sig["actor_accuracy"]),
        "discrepancies: strict F1": dis["strict"]["f1"],
        "discrepancies: strict precision": dis["strict"]["precision"],
        "discrepancies: consistent pairs left alone": 1 - share(dis["consistent_pairs_called_discrepant"]),
        "chronology: dated events found": share(s["chronology"]["dated_events_found"]),
        "chronology: repeat mentions merged": share(s["chronology"]["repeat_mentions_merged"]),
        "patterns: micro F1": s["patterns"]["micro"]["f1"],
        "order of files: AUC, priority 2 and 3 against 0 and 1": s["patterns"]["priority_auc_2plus"] or 0.0,
    }


def table(now: dict[str, float], before: dict[str, float]) -> str:
    lines = ["| figure | value |", "| --- | --- |"]
    for name, value in now.items():
        old = before.get(name)
        moved = f" (was {old:.3f})" if old is not None and abs(old - value) >= 0.0005 else ""
        lines.append(f"| {name} | {value:.3f}{moved} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if not (args.gold / "gold.py").is_file() or not any((args.gold / "dev").glob("*.case")):
        parser.error(f"{args.gold} does not hold gold.py and case files under dev/; give the folder that does.")
    full = score(args.gold)
    now = figures(full)
    before: dict[str, float] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}
    print(table(now, before))
    left = full["redaction"]["identifiers_found_in_any_output_file"]
    print(f"identifiers found in any output file: {left}")
    if args.record:
        RECORD.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        artefacts.record_checksums(MODELS)
        text = README.read_text(encoding="utf-8")
        body = f"{MARKS[0]}\n{table(now, {})}\n{MARKS[1]}"
        pattern = re.escape(MARKS[0]) + ".*?" + re.escape(MARKS[1])
        README.write_text(re.sub(pattern, lambda _: body, text, flags=re.DOTALL), encoding="utf-8")
    worse = [
        name
        for name, value in before.items()
        if now.get(name, 0.0) < value - (TOLERANCE if name.startswith(MANY) else FEW)
    ]
    for name in worse:
        print(f"worse than recorded: {name}: {now.get(name, 0.0):.3f}, was {before[name]:.3f}")
    return 1 if args.check and (worse or left) else 0


if __name__ == "__main__":
    sys.exit(main())
