"""Many records at once: import with a dry run, and export (`/bureau/invoeren`, `/bureau/uitvoeren`)."""
