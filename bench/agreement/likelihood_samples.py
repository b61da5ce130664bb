# Writes samples of TruthfulQA whose scores lm-evaluation-harness gave to log-probabilities: `python likelihood_samples.py FOLDER COUNT SEED`
# with `lm_eval`, `datasets`, `sacrebleu` and `rouge_score`.
import json, os, random, sys
from lm_eval.tasks.truthfulqa.utils import process_results_mc2

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)


def sample(i, kind):
    n = random.randrange(2, 9)
    true = 1 if kind == 'mc1' else random.randrange(1, n)
    targets = {'choices': [f'It is {i}, {k}.' for k in range(n)], 'labels': [1] * true + [0] * (n - true)}
    sums = [[round(-random.random() * random.choice([3, 30, 120]), random.choice([1, 4, 9])), random.random() < 0.2] for _ in range(n)]
    doc = {'question': f'What is {i}?', 'mc1_targets': targets, 'mc2_targets': targets}
    acc = float(max(range(n), key=lambda k: sums[k][0]) == 0) if kind == 'mc1' else float(process_results_mc2(doc, sums)['acc'])
    return {'doc_id': i, 'doc': doc, 'target': '0', 'arguments': {}, 'resps': [[s] for s in sums], 'filtered_resps': sums, 'filter': 'none', 'metrics': ['acc'], 'acc': acc}


os.makedirs(folder, exist_ok=True)
for kind, protocol in [('mc1', 'truthfulqa/mc1'), ('mc2', 'truthfulqa/mc2')]:
    with open(os.path.join(folder, f'samples_truthfulqa_{kind}_2026-01-01T00-00-00.jsonl'), 'w') as out:
        out.writelines(json.dumps(sample(i, kind)) + '\n' for i in range(count))
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'truthfulqa_{kind} truthfulqa\n')
