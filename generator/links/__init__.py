"""`kronik links`: whether the addresses of sources and their archived copies still answer.

ask.py      one address: a request, its redirects, what came of it
rounds.py   all addresses: few at once, one host never twice at a time, pauses between
book.py     the one file in which the answers are kept
"""
