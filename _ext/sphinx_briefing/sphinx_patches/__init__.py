"""What works round Sphinx: one thing a module, with its reason, and when it can go."""
