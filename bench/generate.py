"""Makes shipment logs of any size: seeded, in the layouts that licet reads, with the gaps that real logs have.

    python3 bench/generate.py --lines 1000 --profile vendor -o log.jsonl
    python3 bench/generate.py --lines 1000000 --profile distributor -o log.parquet --seed 7

Profiles differ in what is missing (docs/schema-nulls: vendor, distributor, forwarder, cloud); the suffix of the output
chooses the layout: .jsonl is nested (a shipment a line), .csv and .parquet are the flat line view. The same seed gives
the same bytes. Only .parquet needs pyarrow.
"""

import argparse
import csv
import datetime
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parent / "rules" / "us" / "ear" / "data"

# Share of rows in which a fact is not supplied, in percent: (vendor, distributor, forwarder, cloud).
PROFILES = ("vendor", "distributor", "forwarder", "cloud")
MISSING = {
    "classification": (1, 18, 60, 0),
    "paragraph": (5, 60, 100, 5),
    "end_user": (30, 65, 100, 0),
    "headquarters": (20, 70, 100, 30),
    "parent": (20, 70, 100, 30),
    "parameters": (0, 40, 100, 0),
    "components": (70, 100, 100, 100),
    "screening": (3, 3, 30, 5),
    "claim": (5, 20, 40, 100),
    "datacenter": (2, 50, 100, 0),
}

ROLES = ("exporter", "purchaser", "intermediate_consignee", "ultimate_consignee", "end_user", "owner", "designer")
MATTERS = (
    "wmd_end_use", "military_end_use", "military_end_user", "military_intelligence_end_use_or_user",
    "supercomputer_in_macau_or_d5", "advanced_node_facility_in_macau_or_d5",
    "train_4e091_for_entity_outside_supp5a",
)

STEPS = ("aia_eccn_furnished", "aia_certificate_obtained", "aia_shipment_notice", "aia_certificate_filed",
         "lpp_statement_obtained", "lpp_prior_notice_sent", "nac_notification", "purchase_order")

# Where shipments go: a few destinations take most of them, every other country a little.
HEAVY = {
    "DE": 60, "JP": 55, "GB": 50, "KR": 45, "NL": 45, "TW": 60, "FR": 30, "CA": 30, "SG": 55, "MY": 50, "IN": 50,
    "CN": 45, "HK": 25, "AE": 35, "SA": 30, "IL": 25, "VN": 20, "TH": 20, "BR": 25, "MX": 30, "PL": 20, "CH": 20,
    "SE": 15, "IE": 15, "AU": 20, "ID": 12, "TR": 12, "MO": 3, "RU": 2, "IR": 1, "KZ": 5, "QA": 6, "KW": 4, "PK": 4,
}
OTHER_ITEMS = (  # part, kind, ECCN paragraph
    ("NIC-100", "assembly", "5A992.c"), ("SSD-8T", "other", "EAR99"), ("PSU-2000", "other", "EAR99"),
    ("SWITCH-32", "assembly", "5A002.a"), ("CPU-64", "integrated_circuit", "3A991"), ("CABLE", "other", "EAR99"),
    ("FPGA-M", "integrated_circuit", "3A001.a.7"), ("BMC", "integrated_circuit", "EAR99"), ("FAN", "other", "EAR99"),
)


class Generator:
    def __init__(self, seed, profile, start, days):
        self.rng = random.Random(seed)
        self.profile = PROFILES.index(profile)
        self.start, self.days = start, days
        with open(RULES / "countries.csv", newline="", encoding="utf-8") as f:
            codes = [row["code"] for row in csv.DictReader(f)]
        self.countries = codes
        self.weights = [HEAVY.get(c, 1) for c in codes]
        with open(HERE / "catalog.csv", newline="", encoding="utf-8") as f:
            self.catalog = list(csv.DictReader(f))
        with open(RULES / "entity_list.csv", newline="", encoding="utf-8") as f:
            self.entries = [(row["entry_key"], row["country"], row["from"]) for row in csv.DictReader(f)]
        self.number = 0

    def missing(self, fact):
        return self.rng.random() * 100 < MISSING[fact][self.profile]

    def country(self):
        return self.rng.choices(self.countries, self.weights)[0]

    def hits(self, day, country):
        if self.missing("screening"):
            return None, None
        screened = day if self.rng.random() < 0.97 else day - datetime.timedelta(days=400)
        if self.rng.random() > 0.012:
            return [], screened
        key, _, listed = self.rng.choice(self.entries)
        if listed > day.isoformat():
            return [], screened
        status = self.rng.choices(("true", "open", "false"), (5, 3, 2))[0]
        return [{"list_code": "EL", "entry_key": key, "status": status}], screened

    def party(self, roles, country, day):
        rng = self.rng
        own = rng.random() < 0.6
        hq = country if rng.random() < 0.85 else self.country()
        parent = hq if own or rng.random() < 0.5 else self.country()
        hits, screened = self.hits(day, country)
        return {
            "roles": roles,
            "id": f"P{rng.randrange(20000):05d}",
            "country": country,
            "headquarters": None if self.missing("headquarters") else hq,
            "is_own_ultimate_parent": None if self.missing("parent") else own,
            "ultimate_parent_headquarters": None if self.missing("parent") else parent,
            "list_hits": hits,
            "screened_on": screened.isoformat() if screened else None,
            "ownership": [] if rng.random() < 0.7 else None,
            "ownership_complete": True,
        }

    def circuit(self, chip):
        known = not self.missing("parameters")
        datacenter = None if self.missing("datacenter") else chip["datacenter"] == "1"
        dies = [{"area": chip["die_area"] or None, "kind": "logic", "non_planar": True}] if known else None
        return {
            "count": 1,
            "tpp": chip["tpp"] if known else None,
            "dies": dies,
            "dies_complete": known,
            "has_hbm": chip["hbm"] == "1" if known else None,
            "dram_bandwidth": chip["dram_bandwidth"] or None if known else None,
            "designed_for_datacenter": datacenter,
            "marketed_for_datacenter": datacenter,
        }

    def paragraph(self, chip):
        tpp = float(chip["tpp"])  # display-grade arithmetic: the label a maker would print, not a decision
        density = tpp / float(chip["die_area"]) if chip["die_area"] else 0
        if chip["datacenter"] == "0" and tpp < 4800:
            return "3A991"
        if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
            return "3A090.a"
        if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
            return "3A090.b"
        return "3A991"

    def line(self, number):
        rng = self.rng
        if rng.random() < 0.55:
            chip = rng.choice(self.catalog)
            label = self.paragraph(chip)
            board = rng.random() < 0.35
            circuits = [self.circuit(chip)]
            if board:
                circuits[0]["count"] = rng.choice((1, 2, 4, 8, 8))
                label = label.replace("3A090", "4A090") if label.startswith("3A090") else "4A994"
            part, kind = chip["part"] + (" board" if board else ""), "assembly" if board else "integrated_circuit"
            complete = True
        else:
            part, kind, label = rng.choice(OTHER_ITEMS)
            circuits, complete = ([], True) if kind == "other" else (None, False)
        if self.missing("classification"):
            classification = None
        elif "." in label and self.missing("paragraph"):
            classification = [label.split(".")[0]]
        else:
            classification = [label]
        controlled = label[:5] in ("3A090", "4A090")
        claims = ("AIA", "ACM", "LPP", "NAC", "ACA", "license") if controlled else ("NLR",)
        return {
            "line_no": number,
            "part_number": part,
            "classification": classification,
            "classification_complete": classification is not None and (rng.random() < 0.9),
            "jurisdiction": "EAR",
            "quantity": str(rng.choice((1, 1, 2, 4, 8, 16, 64, 100, 512, 1000))),
            "claimed_authorization": None if self.missing("claim") else rng.choice(claims),
            "license_number": "none",
            "item": {"kind": kind, "us_origin": rng.random() < 0.6, "integrated_circuits": circuits,
                     "integrated_circuits_complete": complete if circuits is not None else None},
        }

    def shipment(self):
        rng = self.rng
        self.number += 1
        day = self.start + datetime.timedelta(days=rng.randrange(self.days))
        destination = self.country()
        consignee = self.party(["ultimate_consignee", "owner"], destination, day)
        parties = [
            {"roles": ["exporter"], "id": "US-EXPORTER", "business": "vendor", "country": "US", "headquarters": "US",
             "is_own_ultimate_parent": True, "ultimate_parent_headquarters": "US", "list_hits": [],
             "screened_on": day.isoformat()},
            consignee,
        ]
        if rng.random() < 0.7:
            consignee["roles"].append("purchaser")
        else:
            parties.append(self.party(["purchaser"], self.country(), day))
        if not self.missing("end_user"):
            if rng.random() < 0.6:
                consignee["roles"].append("end_user")
            else:
                parties.append(self.party(["end_user"], destination, day))
        if rng.random() < 0.6:
            parties.append({"roles": ["intermediate_consignee"], "none": True})
        elif rng.random() < 0.7:
            parties.append(self.party(["intermediate_consignee"], self.country(), day))
        if rng.random() < 0.8:
            parties.append({"roles": ["designer"], "id": "DESIGNER", "country": "US", "headquarters": "US",
                            "is_own_ultimate_parent": True, "ultimate_parent_headquarters": "US",
                            "authorizations": [{"type": "approved_designer", "from": "2025-01-16", "to": "none"}],
                            "authorizations_complete": True})
        diligent = rng.random() < (0.9, 0.5, 0.05, 0.6)[self.profile]
        lines = 1 if rng.random() < 0.6 else rng.randrange(2, 6)
        return {
            "shipment_id": f"S{self.number:09d}",
            "record_type": "shipment",
            "transaction": rng.choices(("export", "reexport", "transfer_in_country"), (85, 10, 5))[0],
            "export_date": day.isoformat(),
            "destination": destination,
            "parties": parties,
            "parties_complete": True,
            "purpose": ["inference"] if diligent else None,
            "purpose_complete": diligent,
            "knowledge": [{"matter": m, "state": "none_after_due_diligence"} for m in MATTERS] if diligent else None,
            "steps": [{"kind": k, "by": "exporter", "on": day.isoformat()} for k in STEPS if rng.random() < 0.85]
            if diligent else None,
            "steps_complete": diligent,
            "lpp_booked_to": "none" if diligent else None,
            "unmodelled_reviewed_on": day.isoformat() if diligent else None,
            "lines": [self.line(i + 1) for i in range(lines)],
        }


def flat_rows(shipment):
    """The flat line view: one row a line, one group of columns a role, lists of structs as JSON text."""
    head = {k: v for k, v in shipment.items() if k not in ("parties", "lines", "knowledge", "steps", "purpose")}
    head["purpose"] = None if shipment["purpose"] is None else "|".join(shipment["purpose"])
    for name in ("knowledge", "steps"):
        head[name] = None if shipment[name] is None else json.dumps(shipment[name], separators=(",", ":"))
    for role in ROLES:
        party = next((p for p in shipment["parties"] if role in p["roles"]), None)
        head[role] = "none" if party and party.get("none") else None
        for column in ("id", "country", "headquarters", "is_own_ultimate_parent", "ultimate_parent_headquarters",
                       "list_hits", "screened_on", "business", "authorizations", "authorizations_complete"):
            value = party.get(column) if party else None
            head[f"{role}.{column}"] = json.dumps(value, separators=(",", ":")) if isinstance(value, list) else value
    for line in shipment["lines"]:
        row = dict(head)
        for key, value in line.items():
            if key == "item":
                for name, fact in value.items():
                    row[f"item.{name}"] = json.dumps(fact, separators=(",", ":")) if isinstance(fact, list) else fact
            elif key == "classification":
                row[key] = None if value is None else "|".join(value)
            else:
                row[key] = value
        yield row


def text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def write(generator, lines, path, batch=20000):
    def shipments():
        written = 0
        while written < lines:
            shipment = generator.shipment()
            shipment["lines"] = shipment["lines"][: lines - written]
            written += len(shipment["lines"])
            yield shipment

    if path.endswith((".jsonl", ".ndjson")) or path == "-":
        with (sys.stdout if path == "-" else open(path, "w", encoding="utf-8")) as out:
            for shipment in shipments():
                out.write(json.dumps(shipment, separators=(",", ":")) + "\n")
    elif path.endswith(".csv"):
        with open(path, "w", newline="", encoding="utf-8") as f:
            writer = None
            for shipment in shipments():
                for row in flat_rows(shipment):
                    if writer is None:
                        writer = csv.writer(f, lineterminator="\n")
                        writer.writerow(row)
                    writer.writerow([text(v) for v in row.values()])
    elif path.endswith(".parquet"):
        import pyarrow
        import pyarrow.parquet

        writer, rows, schema = None, [], None

        def flush():
            nonlocal writer, schema
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            if schema is None:
                kinds = {"line_no": pyarrow.int64()}
                booleans = {n for n in columns if n.endswith("_complete") or n.endswith("_parent") or n == "item.us_origin"}
                schema = pyarrow.schema(
                    [(n, kinds.get(n, pyarrow.bool_() if n in booleans else pyarrow.string())) for n in columns])
                writer = pyarrow.parquet.ParquetWriter(path, schema, compression="zstd")
            writer.write_table(pyarrow.table(columns, schema=schema))
            rows.clear()

        for shipment in shipments():
            rows.extend(flat_rows(shipment))
            if len(rows) >= batch:
                flush()
        if rows:
            flush()
        if writer:
            writer.close()
    else:
        sys.exit(f"{path}: the output is .jsonl, .csv or .parquet")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=1000, help="lines of shipments to make")
    parser.add_argument("--profile", choices=PROFILES, default="vendor", help="which facts are missing, and how often")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=datetime.date.fromisoformat, default=datetime.date(2025, 5, 20))
    parser.add_argument("--days", type=int, default=540, help="shipments are spread over that many days from --start")
    parser.add_argument("-o", "--output", default="-", help="file ending .jsonl, .csv or .parquet; - is standard output")
    args = parser.parse_args()
    if args.lines < 1 or args.days < 1:
        parser.error("--lines and --days are 1 or more")
    write(Generator(args.seed, args.profile, args.start, args.days), args.lines, args.output)


if __name__ == "__main__":
    main()
