"""Where facts come from. A source knows how to read, and judges nothing."""
