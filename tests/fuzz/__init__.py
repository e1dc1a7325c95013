"""Coverage-guided fuzzing of every reader and command."""
