"""Mail, sent by SMTP where a server is set."""
