"""Is the service alive, and is each part of it ready."""
