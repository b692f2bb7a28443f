"""The public, read-only view of the catalogue."""
