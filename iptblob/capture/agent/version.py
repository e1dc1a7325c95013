"""The version of iptblob: here and nowhere else. pyproject.toml and iptblob.__version__ take it from this line."""

VERSION = "0.1.0"
