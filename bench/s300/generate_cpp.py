"""S300 as C++ that a compiler makes of the rules: a loop over rows, and a loop over columns for 2,048 rows at a time."""

from workload import BY_NAME, COLUMNS, Exempt

MOST_COMPARED = 4  # a set of more codes is looked up: measured
INDEX = {column[0]: i for i, column in enumerate(COLUMNS)}


def table_name(column, codes):
    return f"k_{column}_" + "_".join(map(str, codes))


def common(workload):
    """Tables and the list of provisions, as finish.h reads them."""
    out, tables = ['#include "bench/s300/finish.h"\nnamespace s300 {\n'], {}

    def entry(t):
        if isinstance(t, Exempt):
            return f"{{kNotExempt, 0, nullptr, {t.number}}}"
        kind = BY_NAME[t.column][2]
        if kind == "category":
            key = (t.column, tuple(t.codes))
            if key not in tables:
                tables[key] = f"kSet{len(tables)}"
                bits = ["1" if c in t.codes else "0" for c in range(256)]
                out.append(f"static const std::uint8_t {tables[key]}[256] = {{{','.join(bits)}}};\n")
            return f"{{kSet, {INDEX[t.column]}, {tables[key]}, 0}}"
        if kind == "number":
            return f"{{kLeast, {INDEX[t.column]}, nullptr, {t.least}}}"
        return f"{{{'kNotFlag' if t.negative else 'kFlag'}, {INDEX[t.column]}, nullptr, 0}}"

    for i, tests in enumerate(workload.exceptions):
        items = ", ".join(entry(t) for t in tests)
        out.append(f"static const TestOf kException{i}[] = {{{items}}};\n")
    for p in workload.provisions:
        items = ", ".join(entry(t) for t in p.parts)
        out.append(f"static const TestOf kTests{p.number}[] = {{{items}}};\n")
    out.append("extern const ExceptionOf kExceptions[] = {"
               + ", ".join(f"{{kException{i}, {len(t)}}}" for i, t in enumerate(workload.exceptions)) + "};\n")
    out.append("extern const ProvisionOf kProvisions[] = {"
               + ", ".join(f"{{{p.value}, {p.displaced_by.number if p.displaced_by else -1}, kTests{p.number}, {len(p.parts)}}}"
                           for p in workload.provisions) + "};\n")
    out.append("static const char* const kNames[] = {" + ", ".join(f'"{c[0]}"' for c in COLUMNS) + "};\n}\nusing namespace s300;\n")
    return "".join(out), tables


def row_loop(workload):
    text, tables = common(workload)
    out = [text, "static void evaluate(const Columns& c, bool all, Decided* out) {\n"]
    for i, (name, _, kind, _) in enumerate(COLUMNS):
        ctype = {"date": "std::int32_t", "number": "std::int64_t"}.get(kind, "std::uint8_t")
        out.append(f"  const {ctype}* v{i} = static_cast<const {ctype}*>(c.values[{i}]);\n")
        if name in workload.nullable:
            out.append(f"  const std::uint8_t* k{i} = c.known[{i}];\n")
    out.append("  for (std::size_t row = 0; row < c.rows; ++row) {\n    Hit hits[300];\n    int count = 0;\n")
    for i, (name, _, kind, _) in enumerate(COLUMNS):
        out.append(f"    const auto x{i} = v{i}[row];\n")
        if name in workload.nullable:
            out.append(f"    const bool u{i} = k{i}[row] == 0;\n")

    def holds(t):
        i, kind = INDEX[t.column], BY_NAME[t.column][2]
        if kind == "category":
            return f"{tables[(t.column, tuple(t.codes))]}[x{i}] != 0"
        if kind == "number":
            return f"x{i} >= {t.least}"
        return f"x{i} == {0 if t.negative else 1}"

    def may(t):
        return f"(u{INDEX[t.column]} || {holds(t)})" if t.column in workload.nullable else f"({holds(t)})"

    def must(t):
        return f"(!u{INDEX[t.column]} && {holds(t)})" if t.column in workload.nullable else f"({holds(t)})"

    for i, tests in enumerate(workload.exceptions):
        out.append(f"    const bool ep{i} = {' && '.join(may(t) for t in tests)};\n    const bool ec{i} = ep{i} && "
                   f"{' && '.join(must(t) for t in tests)};\n")
    for p in workload.provisions:
        tests = [t for t in p.parts if not isinstance(t, Exempt)]
        exempt = [t.number for t in p.parts if isinstance(t, Exempt)]
        first = [f"x0 >= {p.first_day}"] + [may(t) for t in tests] + [f"!ec{e}" for e in exempt]
        sure = [must(t) for t in tests if t.column in workload.nullable] + [f"!ep{e}" for e in exempt]
        out.append(f"    if ({' && '.join(first)}) hits[count++] = {{{p.number}, {' && '.join(sure) or 'true'} ? 1 : 3}};\n")
    out.append("""    if (count != 0) {
      decide(c, row, hits, count, all, out);
    } else {
      out->possible[row] = 1;
      if (all) out->grounds[row] = 0, out->waits[row] = 0;
    }
  }
}
int main(int argc, char** argv) { return s300::run(argc, argv, kNames, evaluate); }
""")
    return "".join(out)


def column_loop(workload):
    text, tables = common(workload)
    out = [text, """static constexpr std::size_t kChunk = 2048;
typedef std::uint8_t Bytes[kChunk] __attribute__((aligned(64)));
static bool any(const std::uint8_t* p) {
  std::uint8_t all = 0;
  for (std::size_t r = 0; r < kChunk; ++r) all |= p[r];
  return all != 0;
}
struct Lists {
  Hit hits[kChunk][40];
  int count[kChunk];
};
static void add(int provision, const std::uint8_t* p, const std::uint8_t* sure, Lists* lists) {
  for (std::size_t r = 0; r < kChunk; r += 8) {
    std::uint64_t eight;
    __builtin_memcpy(&eight, p + r, 8);
    if (eight == 0) continue;
    for (std::size_t i = r; i < r + 8; ++i)
      if (p[i] != 0) lists->hits[i][lists->count[i]++] = {provision, sure[i] != 0 ? 1 : 3};
  }
}
"""]
    names = []
    for i, (name, _, kind, _) in enumerate(COLUMNS):
        ctype = {"date": "std::int32_t", "number": "std::int64_t"}.get(kind, "std::uint8_t")
        names.append(f"const {ctype}* __restrict v{i}")
        if name in workload.nullable:
            names.append(f"const std::uint8_t* __restrict k{i}")
    arguments = ", ".join(names)
    passed = ", ".join(n.split()[-1] for n in names)

    def holds(t):
        i, kind = INDEX[t.column], BY_NAME[t.column][2]
        if kind == "category":
            if len(t.codes) > MOST_COMPARED:  # a look-up is dearer than few comparisons and cheaper than many
                return f"({tables[(t.column, tuple(t.codes))]}[v{i}[r]] != 0)"
            return "(" + " | ".join(f"(v{i}[r] == {c})" for c in t.codes) + ")"
        if kind == "number":
            return f"(v{i}[r] >= {t.least})"
        return f"(v{i}[r] == {0 if t.negative else 1})"

    def steps(tests, first):
        lines = []
        for n, t in enumerate(tests):
            known = f"k{INDEX[t.column]}[r]" if t.column in workload.nullable else None
            may = f"({holds(t)} | ({known} == 0))" if known else holds(t)
            must = f"({holds(t)} & ({known} != 0))" if known else holds(t)
            start = first if n == 0 else ("p[r]", "s[r]")
            lines.append(f"  for (std::size_t r = 0; r < kChunk; ++r) {{ const std::uint8_t a = {may}, b = {must}; "
                         f"p[r] = {start[0]} & a; s[r] = {start[1]} & b; }}\n")
            if n in (1, 2):
                lines.append("  if (!any(p)) return false;\n")
        return "".join(lines)

    for i, tests in enumerate(workload.exceptions):
        out.append(f"static bool exception{i}(std::uint8_t* __restrict p, std::uint8_t* __restrict s, {arguments}) {{\n{steps(tests, ('1', '1'))}"
                   "  return true;\n}\n")
    for p in workload.provisions:
        tests = [t for t in p.parts if not isinstance(t, Exempt)]
        exempt = [t.number for t in p.parts if isinstance(t, Exempt)]
        out.append(f"static bool provision{p.number}(std::uint8_t* __restrict p, std::uint8_t* __restrict s, const Bytes* ep, const Bytes* ec, {arguments}) {{\n")
        out.append(f"  if (v0[kChunk - 1] < {p.first_day} && v0[0] < {p.first_day}) {{\n    std::uint8_t late = 0;\n"
                   f"    for (std::size_t r = 0; r < kChunk; ++r) late |= v0[r] >= {p.first_day};\n    if (late == 0) return false;\n  }}\n")
        out.append(steps(tests, ("1", "1")))
        out.append(f"  for (std::size_t r = 0; r < kChunk; ++r) {{ const std::uint8_t d = v0[r] >= {p.first_day}; p[r] &= d; s[r] &= d; }}\n")
        for e in exempt:
            out.append(f"  for (std::size_t r = 0; r < kChunk; ++r) {{ p[r] &= ec[{e}][r] ^ 1; s[r] &= ep[{e}][r] ^ 1; }}\n")
        out.append("  (void)ep; (void)ec;\n  return any(p);\n}\n")
    out.append("""static void evaluate(const Columns& c, bool all, Decided* out) {
  static Bytes p, s, ep[16], ec[16];
  static Lists lists;
  for (std::size_t begin = 0; begin + kChunk <= c.rows; begin += kChunk) {
    for (int& count : lists.count) count = 0;
""")
    for i, (name, _, kind, _) in enumerate(COLUMNS):
        ctype = {"date": "std::int32_t", "number": "std::int64_t"}.get(kind, "std::uint8_t")
        out.append(f"    const {ctype}* v{i} = static_cast<const {ctype}*>(c.values[{i}]) + begin;\n")
        if name in workload.nullable:
            out.append(f"    const std::uint8_t* k{i} = c.known[{i}] + begin;\n")
    for i in range(len(workload.exceptions)):
        out.append(f"    if (!exception{i}(ep[{i}], ec[{i}], {passed})) __builtin_memset(ep[{i}], 0, kChunk), __builtin_memset(ec[{i}], 0, kChunk);\n")
    for p in workload.provisions:
        out.append(f"    if (provision{p.number}(p, s, ep, ec, {passed})) add({p.number}, p, s, &lists);\n")
    out.append("""    for (std::size_t r = 0; r < kChunk; ++r) {
      if (lists.count[r] != 0) {
        decide(c, begin + r, lists.hits[r], lists.count[r], all, out);
      } else {
        out->possible[begin + r] = 1;
        if (all) out->grounds[begin + r] = 0, out->waits[begin + r] = 0;
      }
    }
  }
}
int main(int argc, char** argv) { return s300::run(argc, argv, kNames, evaluate); }
""")
    return "".join(out)
