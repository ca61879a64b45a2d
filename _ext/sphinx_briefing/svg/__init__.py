"""Drawing with numbers: a canvas of SVG, and how wide words are on it."""
