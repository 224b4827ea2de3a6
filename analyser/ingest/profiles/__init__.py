"""Headings of case systems, one YAML file a system."""
