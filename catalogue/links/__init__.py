"""Whether the web addresses of instruments still lead somewhere.

1. `addresses.py` finds the addresses behind a name and says which are public; the connection goes to just that address.
2. `bounded.py` is one request over it, with a bound on time and size. 3. `redirects.py` says how far a redirect is
followed. 4. `checker.py` puts these together and says what was found. 5. `rounds.py` checks many, politely.
6. `outage.py` tells when it is our own network that is down. 7. `findings.py` keeps the findings, and decides when a
failure counts as broken.
"""
