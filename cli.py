"""The command line: parses, calls analyser, prints, exits."""

from __future__ import annotations
