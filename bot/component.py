"""How this project's components of Rasa's graph come to be: from their settings, or with a model in the archive."""

from __future__ import annotations

from typing import Any, ClassVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.text_model import Settings, TextModel


class Untrained(GraphComponent):
    """A component that learns nothing: its settings are all it has, in training as in serving."""

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        """Components without settings have nothing to keep."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Untrained:
        """Made in the same way every time."""
        return cls(config)


class Learned(GraphComponent):
    """A component with one text model, which is kept in Rasa's archive under the name `file`."""

    file: ClassVar[str]

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TextModel | None = None
    ) -> None:
        self._settings = Settings(**{key: config[key] for key in vars(Settings())})
        self._storage, self._resource, self._model = storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Learned:
        """An empty component to train."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Learned:
        """A trained component. Raises what joblib raises when the archive is broken: Rasa then refuses the model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, TextModel.open(folder / cls.file))

    def keep(self, model: TextModel) -> Resource:
        """Serve with this model from now on, and put it in the archive."""
        self._model = model
        with self._storage.write_to(self._resource) as folder:
            model.save(folder / self.file)
        return self._resource
