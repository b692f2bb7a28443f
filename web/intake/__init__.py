"""Many records at once: a file is judged row by row, waits for a yes, and is then written in small parts."""
