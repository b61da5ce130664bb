"""Answers to MATH by the line `Answer:`, the first as simple-evals takes it, as samples of lm-evaluation-harness.

Whether two expressions are the same is asked of a model there; here the right answer is the one that Python's `re` takes, or an
other one. `python bench/agreement/math_answers.py FOLDER [SEED]`
"""
import json, pathlib, random, re, sys

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
# math_eval.py
pattern = r"(?i)ANSWER\s*:\s*([^\n]+)"
results = ["12", "-3", "\\frac{1}{2}", "x^2+1", "3\\sqrt{2}", "(1,2)", "\\{1,2\\}", "72^\\circ", "1,000", "50\\%", "\\text{east}", "$7$", "\\boxed{9}", "**5**"]
marks = ["Answer:", "ANSWER:", "answer :", "Answer\n:", "**Answer:**", "Answer：", "The answer is", "answers:", "Answer\u00a0:", "Final Answer:", "anſwer:", "Answer", "Answer:\n\n", "Answer:\t", "Answer:  \n"]
words = ["So it is.", "We add.", "Hence $x=2$.", "", "Let me check: yes.", "Answer format noted."]
rows = []
for n in range(3000):
    parts = []
    for _ in range(random.randint(1, 4)):
        parts.append(random.choice(words))
        if random.random() < 0.6:
            parts.append(random.choice(marks) + random.choice(["", " ", "  "]) + random.choice(results) + random.choice(["", " ", ".", "\r"]))
    said = random.choice(["\n", "\n\n", " "]).join(parts)
    found = re.search(pattern, said)
    taken = found.group(1).strip() if found else ""
    right = taken != "" and random.random() < 0.7
    gold = taken if right else "q_{%d}" % n
    doc = {"problem": f"Question {n}", "answer": gold, "type": "Algebra"}
    rows.append({"doc_id": n, "doc": doc, "target": gold, "arguments": [[f"Question {n}", {}]], "resps": [[said]], "filtered_resps": [said], "filter": "none", "metrics": ["exact_match"], "exact_match": float(right)})
(folder / "samples_math_answers_2026-11-26T00-00-00.jsonl").write_text("\n".join(map(json.dumps, rows)))
(folder / "tasks.txt").write_text("math_answers math openai/simple-evals\n")
