# Writes details of lighteval whose scores its extractive match gave: `python lighteval_details.py FOLDER COUNT SEED` with the unpacked
# packages `lighteval` and `latex2sympy2_extended` and with `sympy` and `antlr4-python3-runtime` on the path (PYTHONPATH). Only the modules
# of the metric are loaded; what they take from the rest is stood in for.
import importlib.util, json, os, random, sys, types

import answers

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
home = list(importlib.util.find_spec('lighteval').submodule_search_locations)[0]


def module(name, **held):
    made = types.ModuleType(name)
    made.__dict__.update(held)
    sys.modules[name] = made


def package(name, path):
    module(name)
    sys.modules[name].__path__ = [os.path.join(home, path)]


class Doc:
    def __init__(self, choices, gold):
        self.choices, self.gold, self.specific = choices, gold, None

    def get_golds(self):
        return [self.choices[self.gold]]


for name, path in [('lighteval', ''), ('lighteval.metrics', 'metrics'), ('lighteval.metrics.utils', 'metrics/utils'), ('lighteval.utils', 'utils'), ('lighteval.tasks', 'tasks'),
                   ('lighteval.tasks.templates', 'tasks/templates'), ('lighteval.tasks.templates.utils', 'tasks/templates/utils')]:
    package(name, path)
module('lighteval.utils.imports', requires=lambda *names: lambda f: f)
module('lighteval.utils.timeout', timeout=lambda *args, **options: lambda f: f)
module('lighteval.tasks.requests', Doc=Doc)
from lighteval.metrics.utils.extractive_match_utils import ExprExtractionConfig, IndicesExtractionConfig, LatexExtractionConfig, extract_target_from_pred, get_extraction_regexes
from lighteval.metrics.utils.math_comparison import compare_gold_target
from lighteval.utils.language import Language


def score(doc, said, gold_targets, targets, precision):
    golds = [extract_target_from_pred(g, get_extraction_regexes(doc, gold_targets, Language.ENGLISH), 'first_match', 'any_match', 5) for g in doc.get_golds()]
    golds = [g if g else [gold] for g, gold in zip(golds, doc.get_golds())]
    found = extract_target_from_pred(said, get_extraction_regexes(doc, targets, Language.ENGLISH), 'first_match', 'any_match', 5)
    return 1.0 if any(compare_gold_target(g, found, precision, timeout_seconds=5) for g in golds) else 0.0


letters = [IndicesExtractionConfig(prefix_for_extraction='NativeLetters')]
anywhere = [IndicesExtractionConfig(prefix_for_extraction='NativeLetters', try_extract_without_anchor=True)]
both = [ExprExtractionConfig(), LatexExtractionConfig()]
framed = [ExprExtractionConfig(), LatexExtractionConfig(boxed_match_priority=0)]


def choice(n, targets):
    def make(i):
        marks, options = list('ABCDEFGHIJ'[:n]), random.sample(answers.words, n)
        right = random.randrange(n)
        said = answers.letter(marks, options, right)
        listed = '\n'.join(f'{m}. {o}' for m, o in zip(marks, options))
        doc = Doc(marks, right)
        return f'Question: Which one is number {i}?\n{listed}\nAnswer:', doc, said, score(doc, said, targets, targets, 6)
    return make


def word_problem(i):
    n = random.randrange(1, 5000)
    said = answers.number(n)
    doc = Doc([f'It is {n - 1} + 1.\n#### {n}'], 0)
    return f'Question: How many lamps has house {i}?\nAnswer:', doc, said, score(doc, said, [ExprExtractionConfig()], framed, 5)


def formula(i):
    right, others = random.choice(answers.pairs)
    said = answers.formula(right, others)
    doc = Doc([f'We see that it is $\\boxed{{{right}}}$.'], 0)
    return f'Question: What is number {i}?\nAnswer:', doc, said, score(doc, said, both, both, 6)


os.makedirs(folder, exist_ok=True)
for name, task, make in [('mmlu', 'mmlu', choice(4, letters)), ('gpqa', 'gpqa', choice(4, anywhere)), ('mmlu_pro', 'mmlu-pro', choice(10, anywhere)), ('gsm8k', 'gsm8k', word_problem), ('math_500', 'math', formula)]:
    with open(os.path.join(folder, f'samples_lighteval_{name}_2026.jsonl'), 'w', encoding='utf8') as out:
        for i in range(count):
            try:
                query, doc, said, value = make(i)
            except Exception as error:
                print(name, type(error), error)
                continue
            row = {'doc': {'id': str(i), 'query': query, 'choices': doc.choices, 'gold_index': doc.gold, 'specific': None}, 'model_response': {'text': [said], 'logprobs': []}, 'metric': {'extractive_match': value}}
            out.write(json.dumps(row, ensure_ascii=False) + '\n')
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'lighteval_{name} {task}\n')
