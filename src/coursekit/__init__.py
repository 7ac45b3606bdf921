"""What an instructor runs: release, audit and grade exercise sets."""
