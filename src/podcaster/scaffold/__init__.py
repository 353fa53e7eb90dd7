"""What `init` and `new` write: folders that `check` accepts, ready to be filled with words."""

from podcaster.scaffold.episode import NewEpisode, create_episode
from podcaster.scaffold.names import checked_slug, checked_title, next_number, readable
from podcaster.scaffold.schemas import MODELS, schema_of
from podcaster.scaffold.show import create_show, write_schemas
from podcaster.scaffold.templates import default_templates, eject_template, opening, purpose

__all__ = [
    "MODELS",
    "NewEpisode",
    "checked_slug",
    "checked_title",
    "create_episode",
    "create_show",
    "default_templates",
    "eject_template",
    "next_number",
    "opening",
    "purpose",
    "readable",
    "schema_of",
    "write_schemas",
]
