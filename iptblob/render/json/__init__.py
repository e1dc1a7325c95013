"""Every JSON document the commands print, each with its ``schema`` number."""
