"""Who asks: accounts, passwords, sessions, OpenID Connect, and requests that nobody else's page sent."""
