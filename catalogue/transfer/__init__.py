"""Bring records into the catalogue and out of it, and check the whole."""

from catalogue.transfer.checking import Finding, check
from catalogue.transfer.exporting import export_csv, export_json, export_yaml
from catalogue.transfer.importing import Report, import_yaml, read_folder

__all__ = ["Finding", "Report", "check", "export_csv", "export_json", "export_yaml", "import_yaml", "read_folder"]
