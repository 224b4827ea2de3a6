"""Templates to one HTML text that needs nothing else: style and script stand in it, allowed by their hash alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analyser.present import display


@cache
def _asset(name: str) -> str:
    text = files("analyser.present").joinpath("assets", name).read_text(encoding="utf-8")
    return "\n" + text.replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analyser.present", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["unit"] = lambda n: f"{n:g}"
    environment.filters["marker"] = display.marker
    return environment


def page(template: str, values: Mapping[str, Any]) -> str:
    """One HTML page. Every value is escaped; the policy in its head forbids every request and all other script."""
    css, js = _asset("report.css"), _asset("report.js")
    policy = f"default-src 'none'; style-src {_hash(css)}; script-src {_hash(js)}; base-uri 'none'; form-action 'none'"
    return _environment().get_template(template).render(css=Markup(css), js=Markup(js), policy=policy, **values)
