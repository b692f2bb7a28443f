"""The desk of the registry (`/bureau/partners`), and the page behind the secret link of a website."""
