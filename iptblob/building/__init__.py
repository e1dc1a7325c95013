"""Tables as bytes: the inverse of reading them, for every layout."""
