"""Code that runs inside Rasa 3.6.21 (Python 3.10): one GraphComponent a file, the channel, and the start script."""
