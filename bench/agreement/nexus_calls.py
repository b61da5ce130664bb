"""Calls at random, right and mutated, run against stubs in Python that record what they are given, as samples of lm-evaluation-harness.

The stubs are made by the rule of NexusRaven-V2's notebooks: every parameter with its preset, and of these what is true.
`python bench/agreement/nexus_calls.py FOLDER [SEED]`
"""
import copy, json, pathlib, random, re, sys

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 7)

heads = [
    'def find(key: str, kind="a, b", limit: int = 10, deep=False, tags=None):',
    'def sort(items, descending=True, *, by: str = ""):',
    "def join(a, b):",
    "def tell(x, **kwargs):",
]
names = {"find": ["key", "kind", "limit", "deep", "tags"], "sort": ["items", "descending", "by"], "join": ["a", "b"], "tell": ["x"]}
recorded = []
stubs = {"recorded": recorded}
for head in heads:
    name = re.match(r"def (\w+)", head)[1]
    body = f"given = dict(locals()); given.pop('kwargs', None); recorded.append(('{name}', {{k: v for k, v in given.items() if v}}))"
    exec(f"{head}\n    {body}", stubs)

values = ['"x"', '"a, b"', '""', "0", "10", "10.0", "True", "False", "None", "[]", '["x"]', "{}", '{"a": 1}', "1", "-1", "()", '[find("k")]']


def value(depth):
    return call(depth + 1) if depth < 2 and random.random() < 0.25 else random.choice(values)


def call(depth=0):
    name = random.choice(list(names))
    parameters = list(names[name])
    count = random.randint(0, len(parameters))
    placed = random.randint(0, count)
    given = [value(depth) for _ in range(placed)]
    rest = parameters[placed:]
    random.shuffle(rest)
    given += [f"{p}={value(depth)}" for p in rest[: count - placed]]
    if random.random() < 0.08:
        given.append(f"other={value(depth)}")
    return f"{name}({', '.join(given)})"


def run(text):
    recorded.clear()
    try:
        exec(text, stubs)
        whole = True
    except (TypeError, SyntaxError):
        whole = False
    return copy.deepcopy(recorded), whole


changes = [
    lambda t: t,
    lambda t: t.replace("True", "1", 1),
    lambda t: t.replace("10", "10.0", 1),
    lambda t: re.sub(r', (\w+)=(?:None|False|0|""|\[\]|\{\})(?=[,)])', "", t, count=1),
    lambda t: re.sub(r"(find\([^()]*)\)", r"\1, limit=10)", t, count=1),
    lambda t: t.replace("descending=True, ", "").replace(", descending=True", ""),
    lambda t: call(),
]
rows = []
while len(rows) < 3000:
    gold = call()
    right, whole = run(gold)
    if not whole:
        continue
    said = random.choice(changes)(gold)
    made, _ = run(said)
    n = len(rows)
    doc = {"Input": f"Question {n}", "Output": gold, "functions": "\n".join(heads)}
    same = float(made != [] and made == right)
    rows.append({"doc_id": n, "doc": doc, "target": gold, "arguments": [[f"Question {n}", {}]], "resps": [[said]], "filtered_resps": [said], "filter": "none", "metrics": ["exact_match"], "exact_match": same})
(folder / "samples_nexus_2026-11-26T00-00-00.jsonl").write_text("\n".join(map(json.dumps, rows)))
(folder / "tasks.txt").write_text("nexus nexus\n")
