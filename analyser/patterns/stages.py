"""Seven stages of motivation to change (Morrison), and the marks that bear on each, from ``rules/stages.yaml``.

It says which marks to set beside a stage. Nothing says at which stage anybody is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules

FILE = "analyser/patterns/rules/stages.yaml"


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    name: str  # with {child}, as the setting calls the child or adult at risk
    shows: tuple[str, ...]  # labels whose words tell of it
    other: tuple[str, ...]  # labels whose words point the other way
    ask: str


@cache
def stages() -> tuple[Stage, ...]:
    """The stages in order.

    Raises:
        BadRules: an entry is incomplete, stands twice, names an unknown label, or a circumstance, which says nothing
            about motivation.
    """
    entries = taxonomy.load_yaml("analyser.patterns", "rules/stages.yaml")["stages"]
    found = tuple(taxonomy.record(Stage, FILE, e) for e in entries)
    ids = [s.id for s in found]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise BadRules(f"{FILE}: {twice} stands twice.")
    for s in found:
        if odd := {*s.shows, *s.other} - set(taxonomy.labels()):
            raise BadRules(f"{FILE}, entry {s.id!r}: unknown label {sorted(odd)}.")
        if odd := {*s.shows, *s.other} & {*taxonomy.groups()["context"].labels, "complaint_or_worker_change"}:
            raise BadRules(f"{FILE}, entry {s.id!r}: {sorted(odd)} says nothing about motivation; take it out.")
        if not s.ask.strip():
            raise BadRules(f"{FILE}, entry {s.id!r}: 'ask' is empty; say what to ask.")
    return found
