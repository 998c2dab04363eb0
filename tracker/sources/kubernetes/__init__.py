"""Kubernetes' own files: org files, OWNERS, sigs.yaml, membership requests. Fetched here, understood in facts."""
