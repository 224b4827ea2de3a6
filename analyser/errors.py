"""The few faults that reach a user: what happened, where, and what to do. Never any text of a note."""

from __future__ import annotations


class AnalyserError(Exception):
    """A fault with a code and one clear sentence. Its text is safe to print: it holds no personal data."""

    code = "A000"
    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}"


class WrongCall(AnalyserError):
    """The command or call itself is off: a folder that is not there, an unknown format."""

    code = "A001"


class UnreadableInput(AnalyserError):
    """A file, row or field that cannot be read. The rest of a batch goes on."""

    code = "A002"
    exit_code = 1


class RefusedForSafety(AnalyserError):
    """Going on could leave personal data where it should not be."""

    code = "A003"
    exit_code = 3


class ModelNotTrusted(AnalyserError):
    """A model is missing, or its SHA-256 is not the shipped one."""

    code = "A004"
    exit_code = 3


class ResultsBusy(AnalyserError):
    """Another run holds the results folder."""

    code = "A005"


class BadRules(AnalyserError):
    """A YAML or CSV file of the taxonomy or the rules is not valid."""

    code = "A006"


class DiskFull(AnalyserError):
    """The results could not be written whole; nothing half-written is left."""

    code = "A007"
    exit_code = 1


class VaultRefused(AnalyserError):
    """A vault does not open, or would do harm if it did: wrong key, damaged file, altered audit log."""

    code = "A008"
    exit_code = 3
