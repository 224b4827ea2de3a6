"""The file of a vault: a plain header, authenticated with the body, and a body under AES-256-GCM.

``magic (8) · version (1) · length of header (2) · digest (8) · kind · cost · r · p · salt (32) · nonce (12) · length of
body (8) · check (16) · body with its tag (16)``. The first four fields stand in every version, so that a damaged header
can be told from one of another version; the check tells a wrong key from a damaged body.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from analyser.errors import VaultRefused
from analyser.redact.vault.keys import COST, KEY_FILE, PASSPHRASE, SALT, Keys, Secret

MAGIC = b"CNAVAULT"
VERSION = 1
_OPENING = struct.Struct(">8sBH8s")
_REST = struct.Struct(">BBBB32s12sQ16s")
_TAG = 16
PAGE = 4096  # bodies are filled up to a multiple, so that the size of the file tells little
_COSTLIEST = 20  # a forged header must not be able to ask for more memory than this


@dataclass(frozen=True, slots=True)
class Header:
    kind: int
    cost: int
    r: int
    p: int
    salt: bytes
    nonce: bytes
    length: int
    check: bytes
    raw: bytes


def seal(body: bytes, keys: Keys, kind: int, cost: int, salt: bytes) -> bytes:
    """The bytes of a vault file. A new nonce each time."""
    padded = body + b" " * (-len(body) % PAGE)
    nonce = secrets.token_bytes(12)
    rest = _REST.pack(kind, cost, 8, 1, salt, nonce, len(padded) + _TAG, keys.check)
    length = _OPENING.size + len(rest)
    raw = _OPENING.pack(MAGIC, VERSION, length, _digest(VERSION, length, rest)) + rest
    return raw + AESGCM(keys.body).encrypt(nonce, padded, raw)


def read_header(data: bytes) -> Header:
    """Raises:
    VaultRefused: it is no vault, of another version, cut short or damaged; the sentence says which.
    """
    if len(data) < _OPENING.size or not data.startswith(MAGIC):
        if MAGIC.startswith(data[: len(MAGIC)]):
            raise VaultRefused("the vault is cut short; fetch its last whole backup.")
        raise VaultRefused("this is not a vault, or its first bytes are damaged; check the path, or fetch a backup.")
    _, version, length, digest = _OPENING.unpack_from(data)
    if len(data) < length:
        raise VaultRefused("the vault is cut short; fetch its last whole backup.")
    rest = data[_OPENING.size : length]
    if digest != _digest(version, length, rest):
        raise VaultRefused("the header of the vault is damaged; fetch its last whole backup.")
    if version != VERSION:
        raise VaultRefused(
            f"the vault is of format {version} and this version of the analyser knows format {VERSION}; open it with "
            "the release that wrote it."
        )
    kind, cost, r, p, salt, nonce, size, check = _REST.unpack(rest)
    if kind not in (PASSPHRASE, KEY_FILE) or not 1 <= cost <= _COSTLIEST or r != 8 or p != 1:
        raise VaultRefused("the header of the vault is damaged; fetch its last whole backup.")
    if len(data) < length + size:
        raise VaultRefused("the vault is cut short; fetch its last whole backup.")
    if len(data) > length + size:
        raise VaultRefused("something was added behind the end of the vault; fetch its last whole backup.")
    return Header(kind, cost, r, p, salt, nonce, size, check, data[:length])


def unseal(data: bytes, secret: Secret) -> tuple[bytes, Keys, Header]:
    """The body, with the keys and header that it was written with.

    Raises:
        VaultRefused: the key is not the one, or the file is damaged.
    """
    header = read_header(data)
    if header.kind != secret.kind:
        wanted = "a key file" if header.kind == KEY_FILE else "a passphrase"
        raise VaultRefused(f"this vault opens with {wanted}, and the other was given; give {wanted}.")
    keys = secret.keys(header.salt, header.cost, header.r, header.p)
    if not hmac.compare_digest(keys.check, header.check):
        what = "key file" if header.kind == KEY_FILE else "passphrase"
        raise VaultRefused(
            f"the {what} is not the one that this vault was closed with; try again. Without it nothing in the vault "
            "can be read, by anybody: if it is lost, delete the vault and start a new one from the source files."
        )
    try:
        body = AESGCM(keys.body).decrypt(header.nonce, data[len(header.raw) :], header.raw)
    except InvalidTag:
        raise VaultRefused("the vault is damaged (the key is right); fetch its last whole backup.") from None
    return body, keys, header


def fresh(secret: Secret, cost: int = COST) -> tuple[Keys, int, bytes]:
    """Keys under a new salt, with the cost and salt to write down."""
    salt = secrets.token_bytes(SALT)
    return secret.keys(salt, cost, 8, 1), cost, salt


def _digest(version: int, length: int, rest: bytes) -> bytes:
    return hashlib.sha256(bytes([version]) + struct.pack(">H", length) + rest).digest()[:8]
