"""The patterns, one module each; ``registry.patterns`` imports them all."""
