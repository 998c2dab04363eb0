"""The sample world: who is in it, what they did, and the files of their community."""
