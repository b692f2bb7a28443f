"""Bring records into the catalogue and out of it, and check the whole.

1. Out: `exporting.py` (YAML, JSON, CSV), `xlsx_out.py` (Excel) and `hsds.py` (Open Referral).
2. In: `importing.py` reads a folder of YAML. `csv_in.py` and `xlsx_in.py` read a table as it stands in its file,
   `columns.py` and `raw_rows.py` make records of it, and `table_rows.py` says what each row would do.
3. `waiting.py` keeps what was read until somebody says yes, and then writes it in small parts.
4. `checking.py` lists what somebody should look at.
"""

from catalogue.transfer.checking import Finding, check
from catalogue.transfer.exporting import export_csv, export_json, export_yaml
from catalogue.transfer.importing import Report, import_yaml, read_folder

__all__ = ["Finding", "Report", "check", "export_csv", "export_json", "export_yaml", "import_yaml", "read_folder"]
