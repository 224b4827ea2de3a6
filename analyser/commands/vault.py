"""The ``vault`` commands, and how a command that redacts comes by its vault and profile. No passphrase on the line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyser.commands.options import PASSPHRASE, KeyFile

if TYPE_CHECKING:
    from analyser.redact.profile import Profile
    from analyser.redact.vault.keys import Secret
    from analyser.redact.vault.store import Vault

NEW_PASSPHRASE = "ANALYSER_VAULT_NEW_PASSPHRASE"


def _there(path: Path) -> Path:
    """Said before anybody is asked for a passphrase."""
    from analyser.errors import WrongCall

    if not path.is_file():
        raise WrongCall(f"there is no vault at {path}; check the path, or name it with --vault when you scan.")
    return path


VaultPath = Annotated[Path, typer.Argument(help="The vault.", show_default=False, callback=_there)]
Reason = Annotated[str, typer.Option("--reason", help="Why; goes into the audit log, which is not secret.")]

app = typer.Typer(no_args_is_help=True, help="Turn results back under a key kept apart; forget a person or a case.")


def profile(path: Path | None, shift: bool = False) -> Profile:
    """The redaction profile that a command was given."""
    from dataclasses import replace

    from analyser.redact.profile import default, load

    found = load(path) if path else default()
    return replace(found, dates="shift") if shift else found


@contextmanager
def opened(path: Path | None, key_file: Path | None) -> Iterator[Vault | None]:
    """The vault of a command that redacts: opened, made where there is none, None where none is wanted."""
    from analyser.errors import WrongCall
    from analyser.redact.vault.store import Vault

    if path is None:
        if key_file is not None:
            raise WrongCall("--key-file opens a vault; give --vault as well.")
        yield None
        return
    new = not path.exists()
    key = secret(key_file, new=new)
    if new:
        typer.echo(f"note: there is no vault at {path} yet; a new one is made.", err=True)
    with Vault.create(path, key) if new else Vault.open(path, key) as found:
        yield found


def secret(key_file: Path | None, *, new: bool = False, variable: str = PASSPHRASE, what: str = "Passphrase") -> Secret:
    """From a key file, the environment, or a prompt that shows nothing."""
    from analyser.errors import WrongCall
    from analyser.redact.vault.keys import Secret

    if key_file is not None:
        found = Secret.key_file(key_file)
        if found.note:
            typer.echo(f"note: {found.note}", err=True)
        return found
    if given := os.environ.get(variable):
        return Secret.passphrase(given, new=new)
    if not sys.stdin.isatty():
        raise WrongCall(f"nobody is there to give the passphrase; give --key-file, or set {variable}.")
    return Secret.passphrase(
        typer.prompt(f"{what} of the vault", hide_input=True, confirmation_prompt=new, err=True), new=new
    )


@app.command("open")
def open_(
    path: VaultPath,
    results: Annotated[list[Path], typer.Argument(help="Results folders, report pages or files.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="New folder for what holds names.", show_default=False)],
    reason: Reason = "",
    case: Annotated[str, typer.Option("--case", help="Only this case.")] = "",
    with_roles: Annotated[bool, typer.Option("--with-roles", help="Write 'Kelly Penrose (Mother)'.")] = False,
    key_file: KeyFile = None,
) -> None:
    """Write copies of results with names in the place of pseudonyms, for a reader who may know."""
    from analyser.errors import WrongCall
    from analyser.redact.vault.store import Vault
    from analyser.rewrite.opening import open_results

    if not reason.strip():
        raise WrongCall("say why with --reason; it goes into the audit log.")
    with Vault.open(path, secret(key_file)) as found:
        done = open_results(found, results, out, reason, case=case, with_roles=with_roles)
    for name in done.unchecked:
        typer.echo(f"note: nothing ties {name} to this vault; make sure that it is the right one.", err=True)
    for problem in done.problems:
        typer.echo(problem, err=True)
    typer.echo(f"{done.names} names in {len(done.files)} files: {out}. They are personal data: delete them when done.")
    for case_id, days in done.shifted.items():
        typer.echo(
            f"Dates of case {case_id} are shifted: each stands {abs(days)} days too {'late' if days > 0 else 'early'}."
        )
    raise typer.Exit(1 if done.problems else 0)


@app.command()
def rekey(
    path: VaultPath,
    reason: Reason = "",
    key_file: KeyFile = None,
    new_key_file: Annotated[
        Path | None, typer.Option("--new-key-file", help=f"The new key; else {NEW_PASSPHRASE} or a prompt.")
    ] = None,
) -> None:
    """Close the vault with another passphrase or key file from now on."""
    from analyser.redact.vault.store import Vault

    with Vault.open(path, secret(key_file)) as found:
        new = secret(new_key_file, new=True, variable=NEW_PASSPHRASE, what="New passphrase")
        found.rekey(new, reason)
    typer.echo("The vault has a new key. Copies made before still open with the old one: delete them.")


@app.command()
def forget(
    path: VaultPath,
    case: Annotated[str, typer.Option("--case", help="The case to forget, or of the person.")] = "",
    person: Annotated[str, typer.Option("--person", help="Only this pseudonym of the case, as in the results.")] = "",
    reason: Reason = "",
    key_file: KeyFile = None,
) -> None:
    """Forget a case, or one person of it: no result can be linked by this vault again."""
    from analyser.errors import WrongCall
    from analyser.redact.vault.store import Vault

    if not case and not person:
        raise WrongCall("say whom to forget: --case ID, or --case ID --person PSEUDONYM.")
    with Vault.open(path, secret(key_file)) as found:
        if not case:
            wanted = person.replace(" ", "").casefold()
            held = [c for c in found.cases() if any(p.casefold() == wanted for p in found.memory(c).entries)]
            if len(held) != 1:
                raise WrongCall(f"{len(held)} cases hold this pseudonym; say which with --case.")
            case = held[0]
        if person:
            gone = found.forget_person(case, person, reason)
            typer.echo(
                f"Forgotten: {', '.join(gone)}. Telephone numbers and addresses stay, because the vault does not"
            )
            typer.echo("know whose they are; forget those by their pseudonym as well (--person Phone1).")
        else:
            typer.echo(f"Case {case} forgotten, with {found.forget_case(case, reason)} names.")
    typer.echo("Copies of the vault made before, and files that were opened, still hold it: delete them.")


@app.command()
def check(path: VaultPath, key_file: KeyFile = None) -> None:
    """Open the vault, check it and its audit log, and list its cases."""
    from analyser.redact.vault.store import Vault

    with Vault.open(path, secret(key_file)) as found:
        lines = found.audit()
        typer.echo(f"The vault is whole: {len(found.cases())} cases. Its audit log is whole: {len(lines)} lines.")
        for case_id in found.cases():
            typer.echo(f"  {case_id}: {len(found.memory(case_id).entries)} pseudonyms")


@app.command()
def audit(
    path: VaultPath,
    restart: Annotated[bool, typer.Option("--restart", help="Put an altered log aside and begin a new one.")] = False,
    reason: Reason = "",
    key_file: KeyFile = None,
) -> None:
    """Show who opened, forgot or rekeyed what, when and why, after checking that no line was altered."""
    from analyser.errors import WrongCall
    from analyser.redact.vault.store import Vault

    if restart and not reason.strip():
        raise WrongCall("say why with --reason; it goes into the new log.")
    with Vault.open(path, secret(key_file)) as found:
        if restart:
            aside = found.restart_audit(reason)
            typer.echo(f"A new log is begun; the old one lies at {aside}." if aside else "A new log is begun.")
        for line in found.audit():
            what = f"{line.action}: {line.what}; {line.names} names" if line.names else f"{line.action}: {line.what}"
            typer.echo(f"{line.number:4}  {line.at}  {line.who}  {what}" + (f"  ({line.why})" if line.why else ""))


@app.command("new-key")
def new_key(path: Annotated[Path, typer.Argument(help="Where to write the key.", show_default=False)]) -> None:
    """Write a new random key file. Keep it apart from the vault, with a copy in a safe."""
    from analyser.redact.vault.keys import new_key_file

    new_key_file(path)
    typer.echo(f"The key lies in {path}. Keep it apart from the vault, and a copy in a safe: it cannot be made again.")
