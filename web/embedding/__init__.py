"""What a website asks of this service to show the chat: its settings, its version of the widget, its frame."""
