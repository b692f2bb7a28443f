"""What the project's choices cost and bring, measured beside what they were chosen over (benchmarks/README.md)."""
