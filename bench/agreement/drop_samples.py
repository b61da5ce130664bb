# Writes samples of DROP whose scores lm-evaluation-harness's own functions gave: `python drop_samples.py FOLDER COUNT SEED`.
# Needs `lm_eval` and `scipy`. The second file has the scores of simple-evals, which shares those functions but counts F1 in
# percent, each answer as one text, and what stands in the other.
import json, os, random, re, string, sys
import numpy as np
from lm_eval.tasks.drop import utils

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
words = ['red', 'lamp', 'The', 'a', 'an', 'old', 'sea-green', 'Brady', "O'Neil", 'yard', 'field-goal', 'U.S.', 'first', 'İstanbul', 'naïve', 'été',
         '1,000', '3', '3.0', '3.50', '0.00001', '1e5', '12-yard', '$5', '20%', '1_000', 'nan', 'inf', '٣', '½', '２', '-7', '+7', '10000000000000000', '.5',
         '5.', '(five)', '–', '/', '3/4', '12:30', 'than\u00a0more', 'tab\there', 'line\nbreak', 'x\x1cy', '', ' ', 'thé', 'then', 'A.', '“the”', '一', '中文']


def phrase(most=4):
    return random.choice([' ', ' ', ' ', '  ', '-']).join(random.choice(words) for _ in range(random.randrange(most + 1)))


def answer():
    kind = random.random()
    date = {'day': '', 'month': '', 'year': ''}
    if kind < 0.4:
        return {'number': random.choice(['5', '12', '1000', '3.5', '0', '1e5', '00']), 'date': date, 'spans': []}
    if kind < 0.9:
        return {'number': '', 'date': date, 'spans': [phrase() for _ in range(random.choice([1, 1, 1, 2, 3]))]}
    return {'number': '', 'date': {'day': random.choice(['', '5']), 'month': random.choice(['', 'May']), 'year': random.choice(['', '1999'])}, 'spans': []}


def mutate(text):
    pick = random.random()
    if pick < 0.35:
        return text
    if pick < 0.5:
        return 'The ' + text.upper()
    if pick < 0.65:
        return text + random.choice(['.', ' yards', ',', ' 5', '-5', '\n', '\x1c', ' the'])
    if pick < 0.8:
        return ' '.join(text.split(' ')[::-1])
    return phrase(5)


def document(i):
    others = [answer() for _ in range(random.randrange(3))]
    doc = {'query_id': f'q{i}', 'passage': f'Passage {i}.', 'question': 'How many?', 'answer': answer(),
           'validated_answers': {k: [o[k] for o in others] for k in ['number', 'date', 'spans']}}
    return {'id': doc['query_id'], 'passage': doc['passage'], 'question': doc['question'], 'answers': utils.get_answers(doc)}


def plain(text):
    bare = ''.join(c for c in text.lower() if c not in set(string.punctuation))
    return ' '.join(re.sub(r'\b(a|an|the)\b', ' ', bare).split())


def within(a, b):
    a, b = plain(a), plain(b)
    return a == b if a == '' or b == '' else a in b or b in a


def simple(said, golds):
    found = re.search(r'(?i)Answer\s*:\s*([^\n]+)', said)
    taken = found.group(1) if found else said
    real = [g for g in golds if g.strip() != '']
    em = max(utils.get_metrics(taken, g)[0] for g in real)
    bag = utils._answer_to_bags(taken)[1]
    f1 = max(round(np.mean([100 * x for x in utils._align_bags(bag, utils._answer_to_bags(g)[1])]), 2) for g in real)
    return {'em': em, 'f1': float(f1) / 100, 'fuzzy': float(any(within(taken, g) for g in golds))}


def write(name, protocol, rows):
    with open(os.path.join(folder, f'samples_{name}_2026-01-01T00-00-00.jsonl'), 'w', encoding='utf8') as out:
        for i, (doc, said, scores) in enumerate(rows):
            row = {'doc_id': i, 'doc': doc, 'target': '', 'arguments': {}, 'resps': [[said]], 'filtered_resps': [said], 'filter': 'none',
                   'metrics': list(scores), 'doc_hash': '', **{k: float(v) for k, v in scores.items()}}
            out.write(json.dumps(row, ensure_ascii=False) + '\n')
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'{name} drop {protocol}\n'.replace(' \n', '\n'))


os.makedirs(folder, exist_ok=True)
harness, short = [], []
while len(harness) < count:
    doc = document(len(harness))
    said = mutate(random.choice(random.choice(doc['answers'])))
    harness.append((doc, said, utils.process_results(doc, [said])))
while len(short) < count:
    i = len(short)
    golds = [', '.join(a) for a in document(i)['answers']]
    if not any(g.strip() for g in golds) or any('|' in g for g in golds):
        continue
    said = random.choice(['', 'So it is.\n', 'Answer: none\n'][:2]) + random.choice(['Answer: {}', 'answer : {}', 'ANSWER:\n{}', '{}']).format(mutate(random.choice(golds)))
    short.append(({'id': f'q{i}', 'context': f'Passage {i}. How many?', 'ref_text': '|'.join(golds)}, said, simple(said, golds)))
write('drop', '', harness)
write('drop_simple', 'openai/simple-evals', short)
