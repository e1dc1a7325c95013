"""A report to look at and to send: what a file says, or several, ranked by what matters, as one page or as Markdown."""
