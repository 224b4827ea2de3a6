"""What opens a vault: a passphrase or a key file, and the keys derived from them. Never shown, never logged."""

from __future__ import annotations

import os
import secrets
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from analyser.errors import WrongCall

PASSPHRASE, KEY_FILE = 1, 2
SHORTEST = 12  # characters of a passphrase: three words
KEY_BYTES = 32
LARGEST_KEY_FILE = 1 << 20
COST = 17  # log2 of scrypt's N: 128 MB and about a second
SALT = 32
_HEADING = b"analyser vault key v1\n"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one vault file, all from one secret and one salt."""

    body: bytes = field(repr=False)
    check: bytes = field(repr=False)  # stands in the header: tells a wrong secret from a damaged file


@dataclass(frozen=True, slots=True)
class Secret:
    """A passphrase or the content of a key file. ``note`` is a warning for the user, without personal data."""

    kind: int
    material: bytes = field(repr=False)
    note: str = ""

    @staticmethod
    def passphrase(text: str, *, new: bool = False) -> Secret:
        """From a passphrase; however its letters with marks are encoded, it is the same.

        Args:
            new: for a vault that is made now: at least ``SHORTEST`` characters.

        Raises:
            WrongCall: it is empty or too short.
        """
        text = unicodedata.normalize("NFKC", text).strip("\r\n")
        if not text.strip():
            raise WrongCall("the passphrase is empty; give one, or a key file.")
        if new and len(text) < SHORTEST:
            raise WrongCall(
                f"the passphrase is shorter than {SHORTEST} characters; take three or more words that do not belong "
                "together."
            )
        return Secret(PASSPHRASE, text.encode("utf-8"))

    @staticmethod
    def key_file(path: Path) -> Secret:
        """From a key file: one made by ``new_key_file``, or any file of at least 32 bytes that nobody can guess.

        Raises:
            WrongCall: it cannot be read, or is too short or too long to be a key.
        """
        try:
            with path.open("rb") as f:
                data = f.read(LARGEST_KEY_FILE + 1)
                mode = os.fstat(f.fileno()).st_mode
        except OSError:
            raise WrongCall(
                f"the key file {path} cannot be read; check the path, or fetch the copy kept apart."
            ) from None
        if len(data) < KEY_BYTES:
            raise WrongCall(f"the key file {path} holds fewer than {KEY_BYTES} bytes; it is no key, or was cut short.")
        if len(data) > LARGEST_KEY_FILE:
            raise WrongCall(f"the key file {path} is larger than a key would be; check that it is the right file.")
        shared = os.name == "posix" and stat.S_IMODE(mode) & 0o077
        note = f"the key file {path} can be read by others on this machine; run: chmod 600 {path}" if shared else ""
        return Secret(KEY_FILE, data, note)

    def keys(self, salt: bytes, cost: int, r: int, p: int) -> Keys:
        """The keys for a salt and scrypt's cost (which a key file does not need: it cannot be guessed)."""
        if self.kind == PASSPHRASE:
            master = Scrypt(salt=salt, length=32, n=1 << cost, r=r, p=p).derive(self.material)
        else:
            master = HKDF(SHA256(), 32, salt, b"analyser vault key file").derive(self.material)
        return Keys(
            HKDFExpand(SHA256(), 32, b"analyser vault body").derive(master),
            HKDFExpand(SHA256(), 16, b"analyser vault check").derive(master),
        )


def new_key_file(path: Path) -> None:
    """Writes a new random key, readable by its owner only.

    Raises:
        WrongCall: a file is there already, or the place cannot be written.
    """
    body = _HEADING + secrets.token_bytes(KEY_BYTES).hex().encode() + b"\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise WrongCall(f"{path} is there already, and a key is never written over; choose another name.") from None
    except OSError:
        raise WrongCall(f"{path} cannot be written; choose another place for the key.") from None
    with os.fdopen(handle, "wb") as f:
        f.write(body)
        f.flush()
        os.fsync(f.fileno())
