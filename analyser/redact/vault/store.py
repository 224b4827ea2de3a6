"""A vault on disk: opened under a lock, changed in memory, written whole or not at all, and only ever encrypted."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import threading
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from analyser.errors import VaultRefused, WrongCall
from analyser.model import CaseFile
from analyser.redact.lexicon import fold
from analyser.redact.vault import audit, disk, sealed
from analyser.redact.vault.audit import AuditLine
from analyser.redact.vault.content import Body, CaseMemory
from analyser.redact.vault.keys import COST, Keys, Secret

LONGEST_REASON = 300


class Vault:
    """An open vault. Use ``Vault.open`` or ``Vault.create`` as a context manager: it is written when the block ends
    without an error, and by ``save``. Its ``repr`` shows no personal data."""

    def __init__(self, path: Path, body: Body, keys: Keys, kind: int, cost: int, salt: bytes, exit: ExitStack) -> None:
        self.path = path
        self._body = body
        self._keys, self._kind, self._cost, self._salt = keys, kind, cost, salt
        self._exit = exit
        self._changed = False
        self._busy = threading.RLock()  # joblib asks for the next case in a thread of its own

    def __repr__(self) -> str:
        return f"Vault({len(self._body.cases)} cases)"

    # ------------------------------------------------------------ open and close

    @staticmethod
    def create(path: Path, secret: Secret, *, cost: int = COST) -> Vault:
        """A new vault, written at once.

        Raises:
            WrongCall: something is there already, or the place cannot be written.
        """
        exit = disk.lock(path)
        if path.exists():
            exit.close()
            raise WrongCall(f"{path} is there already; open it, or choose another name.")
        vault = Vault(path, Body.new(), *_fresh(secret, cost), exit)
        try:
            vault._changed = True
            vault.note("create", "a new vault", "", 0)
            vault.save()
        except BaseException:
            exit.close()
            raise
        return vault

    @staticmethod
    def open(path: Path, secret: Secret) -> Vault:
        """An existing vault.

        Raises:
            WrongCall: it is not there.
            VaultRefused: wrong key, damaged, cut short, of another version, or its audit log was altered.
            ResultsBusy: another run has it open.
        """
        if not path.is_file():
            raise WrongCall(f"there is no vault at {path}; check the path, or name it with --vault when you scan.")
        exit = disk.lock(path)
        try:
            data, keys, header = sealed.unseal(disk.read(path), secret)
            try:
                body = Body.from_json(json.loads(data))
            except (ValueError, KeyError, TypeError, AttributeError):
                raise VaultRefused(
                    "the content of the vault is not what this version writes; open it with the release that wrote it."
                ) from None
            vault = Vault(path, body, keys, header.kind, header.cost, header.salt, exit)
            disk.part(path).unlink(missing_ok=True)
            return vault
        except BaseException:
            exit.close()
            raise

    def __enter__(self) -> Vault:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._exit:
            if kind is None:
                self.save()

    def close(self) -> None:
        """Lets go without writing."""
        self._exit.close()

    def save(self) -> None:
        """Writes what has changed: aside, encrypted, then renamed.

        Raises:
            DiskFull: no room is left; the vault is as it was.
            WrongCall: the folder cannot be written.
        """
        with self._busy:
            if not self._changed:
                return
            body = json.dumps(self._body.as_json(), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
            disk.write(self.path, sealed.seal(body, self._keys, self._kind, self._cost, self._salt))
            self._changed = False

    # ------------------------------------------------------------ what it holds

    @property
    def id(self) -> str:
        """Random; stands in the manifest of results, to tell which vault they belong to."""
        return self._body.id

    def cases(self) -> tuple[str, ...]:
        return tuple(self._body.cases)

    def memory(self, case_id: str) -> CaseMemory:
        """Raises:
        WrongCall: no such case.
        """
        found = self._body.cases.get(case_id)
        if found is None:
            raise WrongCall(
                "the vault holds no such case: it was forgotten, or never read under this vault. 'analyser vault "
                "check' lists those that it holds."
            )
        return found

    def claim(self, case: CaseFile) -> CaseMemory:
        """What is remembered of a case, or a new memory. A case whose id is only a number in the order of reading is
        known by where it lies, and keeps the id that it was given first."""
        body, place = self._body, case.place or f"id:{case.case_id}"
        with self._busy:
            for memory in body.cases.values():
                if memory.place == place:
                    return memory
            case_id, number = case.case_id, 1
            # A number is not given again, not even where its case was forgotten; an id of the source is.
            while case_id in body.cases or (case.place and body.tomb(case_id) in body.retired):
                number += 1
                case_id = f"case-{number:03d}" if case.place else f"{case.case_id}-{number}"
            memory = CaseMemory.new(case_id, place, body.retired.get(body.tomb(place)))
            body.cases[case_id] = memory  # so that the next case gets another id
            self._changed = True
            return memory

    def keep(self, memory: CaseMemory) -> None:
        """Takes what is now known of a case; written with the next ``save``."""
        with self._busy:
            if self._body.cases.get(memory.case_id) != memory:
                self._body.cases[memory.case_id] = memory
                self._changed = True

    def names(self, case_id: str, link: str = "") -> dict[str, str]:
        """Pseudonym -> name of a case.

        Args:
            link: as it stands in the results; "" where nothing ties them to this vault.

        Raises:
            VaultRefused: the results were made under another entry of this name (the case was forgotten since).
            WrongCall: no such case.
        """
        memory = self.memory(case_id)
        if link and link != memory.link:
            raise VaultRefused(
                f"case {case_id}: these results were made before the case was forgotten, or under another vault; they "
                "cannot be linked any more."
            )
        return memory.names()

    # ------------------------------------------------------------ forget and rekey

    def forget_case(self, case_id: str, why: str) -> int:
        """Forgets a case: results made so far cannot be linked by this vault again. Gives how many names went.

        Limits: copies of the vault made before still hold it.
        """
        memory, why = self.memory(case_id), self._reason(why)
        del self._body.cases[case_id]
        self._changed = True
        for what in (case_id, memory.place):
            self._body.retired[self._body.tomb(what)] = dict(memory.highest)
        self.note("forget", f"case {case_id}", why, len(memory.entries))
        self.save()
        return len(memory.entries)

    def forget_person(self, case_id: str, pseudonym: str, why: str) -> tuple[str, ...]:
        """Forgets who stands behind one pseudonym of a case, with what is told to be theirs: identifiers and birth date
        of the list, e-mail addresses and user names that hold their name. None of the pseudonyms is ever given again.

        Limits: whose a telephone number or an address is, the vault does not know.

        Gives the pseudonyms that went.

        Raises:
            WrongCall: no such case or pseudonym.
        """
        memory = self.memory(case_id)
        wanted = pseudonym.replace(" ", "").casefold()
        found = next((p for p in memory.entries if p.casefold() == wanted), None)
        if found is None:
            raise WrongCall(f"case {case_id} has no pseudonym of that name in the vault; write it as in the results.")
        why = self._reason(why)
        entry = memory.entries.pop(found)
        names = {fold(n) for n in (entry.name, *entry.forms) if n}
        theirs = memory.belonging(entry, [p for p in memory.people if fold(p.name) in names])
        memory.people = tuple(p for p in memory.people if fold(p.name) not in names)
        memory.files = {
            k: v for k, v in memory.files.items() if not any(w in fold(v) for n in names for w in n.split())
        }
        gone = (found, *theirs)
        for pseudonym in gone:
            memory.note_number(pseudonym)
            memory.entries.pop(pseudonym, None)
        self._changed = True
        self.note("forget", f"case {case_id}, {', '.join(gone)}", why, len(gone))
        self.save()
        return gone

    def rekey(self, secret: Secret, why: str, *, cost: int = COST) -> None:
        """Closes the vault with another passphrase or key file from now on.

        Limits: copies made before still open with the old one.

        Raises:
            WrongCall: it is the one that the vault has.
        """
        if secret.kind == self._kind and secret.keys(self._salt, self._cost, 8, 1).check == self._keys.check:
            raise WrongCall("the new key is the one that the vault has already; give another.")
        why = self._reason(why)
        self._keys, self._kind, self._cost, self._salt = _fresh(secret, cost)
        self._changed = True
        self.note("rekey", "the vault", why, 0)
        self.save()

    # ------------------------------------------------------------ audit

    def audit(self) -> list[AuditLine]:
        """The lines of the audit log, checked.

        Raises:
            VaultRefused: it was altered.
        """
        return audit.check(
            audit.path_of(self.path), self._body.audit_key, self._body.audit_count, self._body.audit_head
        )[0]

    def note(self, action: str, what: str, why: str, names: int) -> None:
        """Adds a line to the audit log, and the vault remembers that it stands there.

        Raises:
            VaultRefused: the log was altered.
            WrongCall: the reason is too long, or names somebody whom the vault holds.
        """
        why = self._reason(why)
        body, path = self._body, audit.path_of(self.path)
        lines, head = audit.check(path, body.audit_key, body.audit_count, body.audit_head)
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        line = AuditLine(len(lines) + 1, at, audit.user(), action, what, why, names)
        try:
            body.audit_head = audit.append(path, body.audit_key, head, line)
        except OSError:
            raise VaultRefused(f"the audit log {path} cannot be written; without it nothing is opened.") from None
        body.audit_count = line.number
        self._changed = True

    def restart_audit(self, why: str) -> Path | None:
        """Puts a log that was altered aside and begins a new one that says so. Gives where the old one lies."""
        path = audit.path_of(self.path)
        aside = None
        if path.exists():
            number = 1
            while path.with_name(f"{path.name}.{number}").exists():
                number += 1
            aside = path.with_name(f"{path.name}.{number}")
            os.replace(path, aside)
        before = self._body.audit_count
        self._body.audit_count, self._body.audit_head = 0, ""
        self.note("restart", f"a log that was not whole was put aside; the vault knew of {before} lines", why, 0)
        self.save()
        return aside

    def _reason(self, why: str) -> str:
        """A reason fit for the log; to be asked for before anybody whom it may name is forgotten."""
        why = " ".join(why.split())
        if len(why) > LONGEST_REASON:
            raise WrongCall(f"the reason is longer than {LONGEST_REASON} characters; shorten it.")
        if self._names_somebody(why):
            raise WrongCall(
                "the reason names somebody whom the vault holds; give a reference instead, the log is open."
            )
        return why

    def _names_somebody(self, why: str) -> bool:
        words = {fold(w) for w in re.findall(r"[^\W\d_]{3,}", why) if w[0].isupper()}
        if not words:
            return False
        people = (e for c in self._body.cases.values() for e in c.entries.values() if e.type == "PERSON")
        return any(words & {*e.given, *e.surname} for e in people)


def _fresh(secret: Secret, cost: int) -> tuple[Keys, int, int, bytes]:
    keys, cost, salt = sealed.fresh(secret, cost)
    return keys, secret.kind, cost, salt
