"""What writes into the source tree: run from the repository, no part of the package."""
