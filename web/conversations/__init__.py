"""The record of talks: what is kept, for how long, redacted how, and how it is erased."""
