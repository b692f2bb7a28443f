"""Providers report changes themselves (`/aanbieder`), and the desk decides about them (`/bureau/voorstellen`)."""
