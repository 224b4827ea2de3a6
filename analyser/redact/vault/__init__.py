"""The vault: who stands behind each pseudonym, kept in one encrypted file apart from the results.

``Vault.open`` and ``Vault.create`` give a vault that is locked for this process; ``Secret.passphrase`` and
``Secret.key_file`` are what opens it. ``CaseMemory`` is what it holds of one case.

```python
with Vault.open(path, Secret.key_file(key)) as vault:
    memory = vault.claim(case_file)
    redacted, memory = redact_remembered(case_file, memory)
    vault.keep(memory)  # written when the block is left, or by ``save``
```
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyser.redact.vault.back import reveal
    from analyser.redact.vault.content import CaseMemory, Entry
    from analyser.redact.vault.keys import Secret, new_key_file
    from analyser.redact.vault.store import Vault

__all__ = ["CaseMemory", "Entry", "Secret", "Vault", "new_key_file", "reveal"]

_WHERE = {
    "CaseMemory": "content",
    "Entry": "content",
    "Secret": "keys",
    "Vault": "store",
    "new_key_file": "keys",
    "reveal": "back",
}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"analyser.redact.vault.{_WHERE[name]}"), name)
    raise AttributeError(name)
