"""The running kernel as the judge of the validator."""
