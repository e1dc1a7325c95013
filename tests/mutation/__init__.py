"""Mutants of what is printed: faults put into render, words and cli one by one, which a test must notice.

`python -m tests.mutation` runs all of them (see __main__.py); survivors.txt lists those that no test notices, and why.
"""
