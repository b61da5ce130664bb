# Writes results of OpenCompass whose correctness its own functions gave: `python compass_results.py FOLDER COUNT SEED [CASE ...]` with the
# unpacked package `opencompass` on the path (PYTHONPATH); only its postprocessors and evaluators are read,
# nothing else of it is loaded; `math_verify` asks for the packages `math_verify` and `latex2sympy2_extended`.
import ast, importlib.util, json, os, random, re, sys, types
from typing import Callable, List, Optional, Union

import answers

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
home = list(importlib.util.find_spec('opencompass').submodule_search_locations)[0]


def functions(path):
    class Registry:
        def register_module(self, *args, **options):
            return lambda x: x

    space = {'re': re, 'Optional': Optional, 'Union': Union, 'Callable': Callable, 'List': List, 'BaseEvaluator': type('BaseEvaluator', (), {'__init__': lambda self, **options: None}),
             'TEXT_POSTPROCESSORS': Registry(), 'ICL_EVALUATORS': Registry(), 'LOAD_DATASET': Registry()}
    with open(os.path.join(home, path), encoding='utf8') as source:
        tree = ast.parse(source.read())
    for node in tree.body:
        wanted = isinstance(node, (ast.FunctionDef, ast.Assign)) or isinstance(node, ast.ClassDef) and node.name.endswith('Evaluator')
        if wanted:
            exec(compile(ast.Module([node], []), path, 'exec'), space)
    return types.SimpleNamespace(**space)


text = functions('utils/text_postprocessors.py')
gsm8k, math, mgsm, gpqa = (functions(f'datasets/{name}.py') for name in ['gsm8k', 'math', 'mgsm', 'gpqa'])
def verified(predictions, references):
    # loaded here, as only these results need it
    from latex2sympy2_extended import NormalizationConfig
    from math_verify import ExprExtractionConfig, LatexExtractionConfig, parse, verify
    said = NormalizationConfig(nits=False, malformed_operators=False, basic_latex=True, equations=True, boxed='all', units=True)
    boxed = LatexExtractionConfig(normalization_config=said, boxed_match_priority=0, try_extract_without_anchor=False)
    same = [bool(verify(parse(p, extraction_config=[boxed], extraction_mode='first_match'), parse(f'${r}$', extraction_mode='first_match', extraction_config=[LatexExtractionConfig(), ExprExtractionConfig()])))
            for p, r in zip(predictions, references)]
    return {'details': [{'pred': p, 'answer': r, 'correct': s} for p, r, s in zip(predictions, references, same)]}


alike = lambda predictions, references: {'details': [{'pred': p, 'answer': r, 'correct': str(p) == str(r)} for p, r in zip(predictions, references)]}


def options_of(n):
    return [f'{w} {i}' if i % 3 == 0 else w for i, w in enumerate(random.sample(answers.words, n))]


def choice(n):
    def make(i):
        letters, options = 'ABCDEFGHIJ'[:n], options_of(n)
        right = random.randrange(n)
        listed = '\n'.join(f'{l}. {o}' for l, o in zip(letters, options))
        return f'Question: Which one is number {i}?\n{listed}\nAnswer: ', letters[right], answers.letter(letters, options, right)
    return make


def word_problem(i):
    n = random.randrange(1, 5000)
    return f'Question: How many lamps has house {i}?\nAnswer:', str(n), answers.number(n)


def formula(i):
    right, others = random.choice(answers.pairs)
    return f'Problem: What is number {i}?\nSolution:', right, answers.formula(right, others)


cases = [
    ('mmlu_simple', 'mmlu', choice(4), lambda t: text.match_answer_pattern(t, r'(?i)ANSWER\s*:\s*([A-D])'), alike),
    ('mmlu_first_option', 'mmlu', choice(4), lambda t: text.first_option_postprocess(t, 'ABCD'), alike),
    ('mmlu_first_capital', 'mmlu', choice(4), text.first_capital_postprocess, alike),
    ('arc_first_option', 'arc-challenge', choice(4), lambda t: text.first_option_postprocess(t, 'ABCD'), alike),
    ('mmlu_pro', 'mmlu-pro', choice(10), lambda t: text.match_answer_pattern(t, r'(?i)ANSWER\s*:\s*([A-P])'), alike),
    ('mmlu_pro_first_option', 'mmlu-pro', choice(10), lambda t: text.first_option_postprocess(t, 'ABCDEFGHIJKLMNOP'), alike),
    ('gpqa', 'gpqa', choice(4), gpqa.GPQA_Simple_Eval_postprocess, gpqa.GPQAEvaluator().score),
    ('gsm8k', 'gsm8k', word_problem, gsm8k.gsm8k_postprocess, gsm8k.Gsm8kEvaluator().score),
    ('gsm8k_math', 'gsm8k', word_problem, math.math_postprocess_v2, math.MATHEvaluator(version='v2').score),
    ('math_v1', 'math', formula, math.math_postprocess, math.MATHEvaluator(version='v1').score),
    ('math_v2', 'math', formula, math.math_postprocess_v2, math.MATHEvaluator(version='v2').score),
    ('math_verify', 'math', formula, lambda t: t, verified),
    ('mgsm_en', 'mgsm', word_problem, lambda t: mgsm.mgsm_postprocess(t, 'en'), mgsm.MGSM_Evaluator().score),
]
os.makedirs(folder, exist_ok=True)
only = sys.argv[4:]
for name, task, make, take, score in [c for c in cases if not only or c[0] in only]:
    rows = []
    for i in range(count):
        prompt, right, said = make(i)
        try:
            taken = take(said)
        except Exception:
            continue
        rows.append((prompt, right, said, taken))
    details = score([taken for *_, taken in rows], [right for _, right, *_ in rows])['details']
    details = list(details.values()) if isinstance(details, dict) else details
    whole = {str(i): {'prompt': [{'role': 'HUMAN', 'prompt': prompt}], 'origin_prediction': said, 'predictions': taken, 'references': right, 'correct': bool(details[i]['correct'])}
             for i, (prompt, right, said, taken) in enumerate(rows)}
    with open(os.path.join(folder, f'samples_compass_{name}_2026.json'), 'w', encoding='utf8') as out:
        json.dump({'accuracy': 0, 'details': {'type': 'GEN', **whole}}, out, ensure_ascii=False)
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'compass_{name} {task}\n')
