"""A guide to a community's groups, as a YAML file states it: what sigs.yaml cannot say of them."""
