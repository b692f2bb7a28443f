"""Where the chain falls short (`/bureau/hiaten`), and the card of referrals (`/bureau/verwijskaart`)."""
