"""The fields of an instrument as a form: what it shows, what it sends, and its errors in plain words.

`choices` are what can be ticked, `reading` turns a sent form into a raw record, `showing` a record into what the form
shows, `errors` says at which field something is wrong. The fields themselves: `bureau/_instrument_fields.html`.
"""

from web.instrument_form.errors import errors_of
from web.instrument_form.reading import raw_of
from web.instrument_form.showing import begun, empty, typed_of, values_of

__all__ = ["begun", "empty", "errors_of", "raw_of", "typed_of", "values_of"]
