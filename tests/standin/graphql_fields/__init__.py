"""How fields are answered: the registry of resolvers, what a query runs with, and GitHub's rules for pages.

Fields are registered by type; a field of the schema that is not registered answers with an error that names it.
"""

from standin.graphql_fields.context import SITE, Actor, Context, Info, QueryTimeout, owner_key, shown
from standin.graphql_fields.paging import Connection, paginate
from standin.graphql_fields.registry import FIELDS, connection, resolver, simple
from standin.graphql_fields.resolving import resolve_field

__all__ = [
    "FIELDS",
    "SITE",
    "Actor",
    "Connection",
    "Context",
    "Info",
    "QueryTimeout",
    "connection",
    "owner_key",
    "paginate",
    "resolve_field",
    "resolver",
    "shown",
    "simple",
]
