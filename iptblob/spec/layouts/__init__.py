"""Layout tables, generated from the specs by `make ksy`; do not edit."""
