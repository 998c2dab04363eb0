"""The kinds of criteria. Each is one module: a model whose words and numbers are YAML, and how it is judged."""

from typing import Annotated

from pydantic import Field

from tracker.criteria.base import Attestation, Case, Criterion, Decides, RuleSource
from tracker.criteria.composite import Composite
from tracker.criteria.holds import Holds
from tracker.criteria.label import Label
from tracker.criteria.person import Person
from tracker.criteria.pull_requests import PullRequests
from tracker.criteria.sponsors import Sponsors
from tracker.criteria.sustained import Sustained
from tracker.criteria.tenure import Tenure

#: One name for each kind: the only place to register one.
AnyCriterion = Annotated[
    Composite | Holds | Label | Person | PullRequests | Sponsors | Sustained | Tenure, Field(discriminator="kind")
]

Composite.model_rebuild(_types_namespace={"AnyCriterion": AnyCriterion})

__all__ = ["AnyCriterion", "Attestation", "Case", "Composite", "Criterion", "Decides", "RuleSource"]
