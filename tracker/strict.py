"""The base of everything that is read from YAML."""

from itertools import pairwise

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Strict(BaseModel):
    """A model that refuses unknown keys, so that a misspelt key is a mistake and not a silence.

    A text below a field describes it in the JSON Schema. It is looked up when a schema is asked for: reading every
    model's source at each start, as pydantic's own setting does, takes longer than reading all rules.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /) -> JsonSchemaValue:
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, words in _described(cls).items():
            properties[cls.model_fields[name].alias or name].setdefault("description", words)
        return schema


def _described(model: type[Strict]) -> dict[str, str]:
    """The texts below the fields of a model and of those that it is built on."""
    import ast  # noqa: PLC0415 - only where a schema is asked for
    import inspect  # noqa: PLC0415 - see above

    found: dict[str, str] = {}
    for cls in model.__mro__:
        if issubclass(cls, Strict) and cls is not Strict:
            body = ast.parse(inspect.getsource(cls)).body[0]
            statements = body.body if isinstance(body, ast.ClassDef) else []
            for field, below in pairwise(statements):
                match field, below:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                        found.setdefault(name, inspect.cleandoc(words))
    return found
