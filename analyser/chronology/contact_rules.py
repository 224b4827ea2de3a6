"""The words that tell a contact in detail, and the rules of how often somebody should be seen, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyser.errors import BadRules
from analyser.taxonomy import labels, load_yaml, note_types, pattern, record, records, roles

PACKAGE = "analyser.chronology"
CONTACTS = "rules/contacts.yaml"
VISITS = "rules/visits.yaml"
FIELDS = ("outcome", "moved", "notice", "rebooked", "agency", "mode", "mode_of_all", "where", "seen")


@dataclass(frozen=True, slots=True)
class ContactRule:
    """Words that give one field of a contact a value."""

    field: str
    id: str
    value: str
    pattern: re.Pattern[str]
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    refines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitRule:
    """How often somebody should be seen; exactly one of the two numbers is given."""

    id: str
    name: str
    of: str  # seen, alone or visit
    source: str
    days: int = 0
    working_days: int = 0
    apply: bool = False


@dataclass(frozen=True, slots=True)
class ContactRules:
    rules: tuple[ContactRule, ...]
    agency_of_role: Mapping[str, str]
    agency_of_type: Mapping[str, str]
    where_of_contact: Mapping[str, str]
    reasons: tuple[str, ...]
    by_service: re.Pattern[str]
    to_worker: re.Pattern[str]
    to_the_meeting: str  # somebody at risk is there and speaks
    own_visit: re.Pattern[str]  # a visit by the writer of a call's note
    caller: re.Pattern[str]  # ``who`` rang or was rung

    def value(self, field: str, text: str, refining: str = "") -> str:
        """What the first rule of a field that fits says of a text; "" where none does."""
        for rule in self.rules:
            if rule.field == field and (not rule.refines or refining in rule.refines) and rule.pattern.search(text):
                return rule.value
        return ""


@cache
def contact_rules() -> ContactRules:
    """Raises:
    BadRules: an unknown key, field, label, role or note type, an id given twice, or a pattern that does not compile.
    """
    data = load_yaml(PACKAGE, CONTACTS)
    rules: list[ContactRule] = []
    for item in data["rules"]:
        where = f"{CONTACTS}, entry {item.get('id')!r}"
        rule: ContactRule = record(ContactRule, CONTACTS, {**item, "pattern": pattern(where, item["pattern"])})
        if rule.field not in FIELDS or not rule.yes or rule.id in {r.id for r in rules if r.field == rule.field}:
            raise BadRules(f"{where}: an unknown field, no example, or an id that stands twice.")
        rules.append(rule)
    for part, known in (("agency_of_role", roles()), ("agency_of_type", note_types())):
        if odd := set(data[part]) - set(known):
            raise BadRules(f"{CONTACTS}, {part}: unknown {sorted(odd)}.")
    if odd := set(data["reasons"]) - set(labels()):
        raise BadRules(f"{CONTACTS}, reasons: unknown labels {sorted(odd)}.")
    return ContactRules(
        rules=tuple(rules),
        agency_of_role=data["agency_of_role"],
        agency_of_type=data["agency_of_type"],
        where_of_contact=data["where_of_contact"],
        reasons=tuple(data["reasons"]),
        by_service=pattern(f"{CONTACTS}, by_service", data["by_service"]),
        to_worker=pattern(f"{CONTACTS}, to_worker", data["to_worker"]),
        to_the_meeting=pattern(f"{CONTACTS}, to_the_meeting", data["to_the_meeting"]).pattern,
        own_visit=pattern(f"{CONTACTS}, own_visit", data["own_visit"]),
        caller=pattern(f"{CONTACTS}, caller", data["caller"]),
    )


@cache
def visit_rules() -> tuple[VisitRule, ...]:
    """Every rule of how often somebody should be seen, applied or not.

    Raises:
        BadRules: an unknown key, what is counted is not known, or not exactly one number of 1 or more.
    """
    found: list[VisitRule] = records(VisitRule, VISITS, load_yaml(PACKAGE, VISITS)["rules"])
    for rule in found:
        where = f"{VISITS}, entry {rule.id!r}"
        if rule.of not in ("seen", "alone", "visit"):
            raise BadRules(f"{where}: 'of' must be seen, alone or visit.")
        if bool(rule.days) == bool(rule.working_days) or rule.days < 0 or rule.working_days < 0:
            raise BadRules(f"{where}: give either 'days' or 'working_days', a number of 1 or more.")
    return tuple(found)
