"""What needs a look (`/bureau/controle`): stale, expired, broken and never shown records, and mail to providers."""
