"""Tables, manifest and export: what a scan leaves behind and how it is read back."""
