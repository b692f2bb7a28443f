"""What all server-rendered pages share: the frame of a page, its style, and how it is sent."""
