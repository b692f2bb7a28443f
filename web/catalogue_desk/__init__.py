"""The desk of the catalogue (`/bureau/aanbod`): find, edit, publish, retire and verify instruments."""
