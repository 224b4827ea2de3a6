"""A whole run of the simulator: checks what it is asked, makes the files, writes them with a datasheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from analyser.errors import WrongCall
from analyser.research.names_source import Source
from analyser.research.synth import wordings
from analyser.research.synth.compose import Made, Settings, make
from analyser.research.synth.rules import Rules, load
from analyser.research.synth.wordings import Pool
from analyser.results.folder import put

DATASHEET = "README.md"
_LIMITS = {"notes": (3, 200), "noise": (0.0, 0.95), "missing": (0.0, 0.9)}


@dataclass(frozen=True, slots=True)
class Run:
    made: tuple[Made, ...]
    sources: tuple[str, ...]  # case ids of the files that the sentences come from

    @property
    def lacking(self) -> Counter[str]:
        """Labels that could not be told for want of unused sentences, and how often."""
        return sum((m.lacking for m in self.made), Counter())


def make_all(
    pool: Pool,
    names: Path,
    rules: Rules,
    *,
    cases: int,
    seed: int,
    families: Sequence[str] = (),
    settings: Settings | None = None,
) -> Run:
    """So many files, the types of family in turn. Each has a seed of its own: more files leave the first as they are.

    Args:
        names: the folder of lists of names (``data/synthetic/names``).
        families: types to simulate; every one if none is given.

    Raises:
        WrongCall: a number is out of bounds, or a type is unknown.
    """
    settings = settings or Settings()
    for key, (least, most) in _LIMITS.items():
        if not least <= getattr(settings, key) <= most:
            raise WrongCall(f"--{key} must be from {least:g} to {most:g}.")
    if cases < 1:
        raise WrongCall("--cases must be 1 or more.")
    if odd := [f for f in families if f not in rules.families]:
        raise WrongCall(f"no type of family is called {odd[0]}; there are: {', '.join(rules.families)}.")
    lists = Source(names, seed)
    types = list(families) or list(rules.families)
    made = tuple(
        make(f"s{seed}-{i + 1:03}", types[i % len(types)], rules, pool, lists, settings, Random(f"{seed}/{i}"))
        for i in range(cases)
    )
    return Run(made, pool.files)


def write(
    out: Path,
    corpus: Path,
    *,
    cases: int,
    seed: int,
    families: Sequence[str],
    settings: Settings,
    chosen: Sequence[Path],
    rules: Path | None,
) -> Run:
    """Makes files and writes them to a new or empty folder, with a datasheet.

    Args:
        corpus: the authored corpus, with ``split.yaml`` and ``names/``.
        chosen: files to draw sentences from; those that the corpus keeps from teaching if none are given.
        rules: a researcher's own rules; the shipped ones if not given.

    Raises:
        WrongCall: the folder holds something or cannot be written, the corpus is not there, or a setting is off.
        DiskFull: no room is left; nothing is left of the files.
        BadRules: the rules are not of the form.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WrongCall(f"{out.name} is there already and is not empty; name a new folder, nothing is overwritten.")
    found = load(rules)
    pool = wordings.read(wordings.sources(corpus, chosen))
    run = make_all(pool, corpus / "names", found, cases=cases, seed=seed, families=families, settings=settings)
    texts = {f"{m.case_id}.case": m.text for m in run.made} | {DATASHEET: datasheet(run, seed, settings)}
    try:
        for name, text in texts.items():
            put(out / name, text)
    except BaseException:
        for name in texts if out.is_dir() else ():  # the same command can be run again
            (out / name).unlink(missing_ok=True)
        raise
    return run


def datasheet(run: Run, seed: int, settings: Settings) -> str:
    """What a folder of simulated files is, how it was made and what it is not good for."""
    types = Counter(m.family for m in run.made)
    patterns = Counter(p for m in run.made for p in m.patterns)
    levels = Counter(m.priority for m in run.made)
    lines = [
        "# Datasheet: simulated case files",
        "",
        "Made by `analyser synth`. Nobody in them is real, and nothing in them says how often anything happens: every",
        "rate is a choice in a YAML file. A note is a string of sentences from other people's notes: it is no story,",
        "pronouns and names need not agree, and a reader that goes by context is worse off here than on a real note.",
        "",
        f"- seed {seed}; {len(run.made)} files; {settings.notes} contacts a file; {settings.noise:g} of the sentences "
        f"ordinary; {settings.missing:g} of the notes missing",
        f"- types of family: {_counts(types)}",
        f"- patterns borne out: {_counts(patterns) or 'none'}",
        f"- priorities: {', '.join(f'{n} of level {level}' for level, n in sorted(levels.items()))}",
        f"- labels that could not be told for want of unused sentences: {_counts(run.lacking) or 'none'}",
        f"- sentences from {len(run.sources)} files: {', '.join(run.sources)}",
        "",
        "A pattern is marked where the whole history bears it out, with the notes that are left. Patterns between",
        "accounts and copied records are not simulated.",
    ]
    return "\n".join(lines) + "\n"


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in sorted(counts.items()))
