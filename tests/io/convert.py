"""Files that the module under test only reads: convert.py KIND SOURCE TARGET, in the current folder."""
import json
import sys

import pyarrow as pa
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet

kind, source, target = sys.argv[1:4]


def text_columns(table):
    return [pa.field(name, pa.string()) for name in table]


def write(table):
    if target.endswith(".parquet"):
        pa.parquet.write_table(table, target, row_group_size=3)
    elif target.endswith(".arrows"):
        with pa.ipc.new_stream(target, table.schema) as out:
            out.write_table(table, max_chunksize=2)
    else:
        with pa.ipc.new_file(target, table.schema) as out:
            out.write_table(table, max_chunksize=2)


if kind == "json":  # nested, types as Arrow infers them
    write(pa.json.read_json(source))
elif kind == "text":  # a flat CSV file, every column text, names with dots as they are
    with open(source, newline="") as file:
        names = file.readline().strip().split(",")
    options = pa.csv.ConvertOptions(column_types={n: pa.string() for n in names}, strings_can_be_null=True)
    write(pa.csv.read_csv(source, parse_options=pa.csv.ParseOptions(newlines_in_values=True), convert_options=options))
elif kind == "dictionary":
    table = pa.csv.read_csv(source, convert_options=pa.csv.ConvertOptions(auto_dict_encode=True, strings_can_be_null=True))
    write(table)
elif kind == "typed":  # one JSON object {column: [type, value, ...]}
    columns = json.load(open(source))
    types = {"decimal": pa.decimal128(18, 4), "double": pa.float64(), "float": pa.float32(), "date": pa.date32(), "int": pa.int64(),
             "moment": pa.timestamp("us"), "bool": pa.bool_(), "text": pa.string(), "list": pa.list_(pa.string()),
             "time": pa.time32("s"), "bytes": pa.binary()}
    arrays = {}
    for name, (type_name, *values) in columns.items():
        if type_name == "decimal":
            import decimal
            values = [None if v is None else decimal.Decimal(v) for v in values]
        if type_name in ("date", "moment"):
            import datetime
            values = [None if v is None else datetime.datetime.fromisoformat(v) for v in values]
            values = [v.date() if v and type_name == "date" else v for v in values]
        if type_name == "bytes":
            values = [None if v is None else v.encode("latin-1") for v in values]
        arrays[name] = pa.array(values, types[type_name])
    write(pa.table(arrays))
elif kind == "show":  # what a written file holds, as JSON: metadata, types, rows
    if source.endswith(".parquet"):
        table = pa.parquet.read_table(source)
        metadata = pa.parquet.ParquetFile(source).metadata.metadata
        packed = pa.parquet.ParquetFile(source).metadata.row_group(0).column(0).compression
    elif source.endswith(".arrows"):
        table = pa.ipc.open_stream(source).read_all()
        metadata, packed = table.schema.metadata, ""
    else:
        reader = pa.ipc.open_file(source)
        table, metadata, packed = reader.read_all(), reader.metadata, ""
    json.dump({"types": {f.name: str(f.type) for f in table.schema}, "rows": [str(r) for r in table.to_pylist()],
               "metadata": {k.decode(): v.decode() for k, v in (metadata or {}).items() if k != b"ARROW:schema"},
               "packed": packed}, open(target, "w"))
