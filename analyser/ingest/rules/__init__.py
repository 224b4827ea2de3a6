"""Words of exports and headings, as YAML."""
