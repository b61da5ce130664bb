# Writes samples of MATH whose scores lm-evaluation-harness gave: `python math_samples.py FOLDER COUNT SEED`.
# Answers are made at random from the forms that models answer in, equal to the right one and not.
import json, os, random, sys, types
import lm_eval

folder, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
try:
    import datasets
except ImportError:
    sys.modules['datasets'] = types.ModuleType('datasets')
    sys.modules['datasets'].Dataset = object
from lm_eval.tasks.hendrycks_math import utils as hendrycks
from lm_eval.tasks.minerva_math import utils as minerva

pairs = [
    ('\\frac{1}{2}', ['\\frac12', '\\dfrac{1}{2}', '0.5', '1/2', '.5', '\\frac{2}{4}', '\\frac{1}{3}', '\\tfrac12', '0.50', '50\\%']),
    ('5', ['5', '5.0', '5.', ' 5 ', 'x=5', 'x = 5', '5\\text{ cm}', '5 \\text{ units}', '\\text{5}', '5^\\circ', '5\\%', '\\$5', '6', '+5', '-5', '5\\!', '{5}', '5\\\\']),
    ('1000', ['1,000', '1{,}000', '10^3', '1000.0', '1\\,000', '1 000', '\\$1,000', '1000\\text{ dollars}']),
    ('(2,3)', ['(2, 3)', '(3,2)', '\\left(2,3\\right)', '2,3', '[2,3]', '(2;3)', '\\{2,3\\}', '(2.0,3)', '(4/2,3)', '(2,3']),
    ('[0,1)', ['[0, 1)', '\\left[0,1\\right)', '[0,1]', '0\\le x<1', '[0;1)']),
    ('(-\\infty, 2) \\cup (3, \\infty)', ['(-\\infty,2)\\cup(3,\\infty)', '(3,\\infty)\\cup(-\\infty,2)', '(-\\infty, 2]\\cup[3,\\infty)']),
    ('90^\\circ', ['90', '90^{\\circ}', '90\\text{ degrees}', '\\frac{\\pi}{2}', '90°']),
    ('\\sqrt{2}', ['\\sqrt2', '2^{1/2}', '1.414', '\\sqrt{2.0}', '2^{\\frac{1}{2}}', '\\sqrt{3}', '\\frac{2}{\\sqrt{2}}', '\\sqrt{8}/2']),
    ('\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}', ['\\begin{pmatrix}1\\\\2\\end{pmatrix}', '\\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}', '(1,2)']),
    ('\\text{Monday}', ['Monday', '\\textbf{Monday}', 'monday', '\\mathrm{Monday}', '\\text{ Monday }']),
    ('x^2+2x+1', ['(x+1)^2', 'x^2 + 2x + 1', '1+2x+x^2', 'x^{2}+2x+1', 'x^2+2x', 'x^2 + 2\\cdot x + 1', 'y=x^2+2x+1']),
    ('2\\pi', ['2 \\pi', '\\pi\\cdot 2', '6.28', '2π', '\\pi 2', '2*\\pi']),
    ('\\frac{3\\sqrt{5}}{4}', ['\\frac{3}{4}\\sqrt{5}', '3\\sqrt5/4', '\\frac34\\sqrt5', '0.75\\sqrt{5}']),
    ('12\\text{ inches}', ['12', '12 inches', '12\\text{ in}', '12\\text{inches}', '1\\text{ foot}']),
    ('-3', ['−3', '- 3', '-3.0', '3', '\\left(-3\\right)', '(-3)']),
    ('\\text{(A)}', ['A', '(A)', '\\text{A}', '\\textbf{(A)}']),
    ('3+4i', ['4i+3', '3 + 4i', '3-4i', '3+4\\mathrm{i}']),
    ('1,2,3', ['1, 2, 3', '3,2,1', '1 2 3', '\\{1,2,3\\}', '1,2']),
    ('\\frac{1}{2} \\text{ hour}', ['0.5', '\\frac{1}{2}', '30\\text{ minutes}']),
    ('10\\%', ['10', '10\\%', '10%', '0.1', '\\frac{1}{10}']),
    ('2^{10}', ['1024', '2^10', '2^{10.0}', '4^5']),
    ('\\log_2 3', ['\\log_{2}3', '\\log_2(3)', '\\frac{\\log 3}{\\log 2}']),
    ('11_2', ['11', '11_{2}', '3']),
    ('\\$32{,}348', ['32348', '\\$32,348', '32,348']),
]


def said(answer):
    form = random.choice(['Final Answer: The final answer is ${}$. I hope it is correct.', 'Final Answer: The final answer is ${}$. I hope it is correct.\n\nProblem:',
                          'Final Answer: The final answer is {}. I hope it is correct.', 'So $x$ is ${}$.', 'Thus $\\boxed{{{}}}$.', '${}$',
                          'The final answer is ${}$', 'It costs $3$, so ${}$', '$${}$$', '{}', 'Answer: $\\boxed{{{}}}$. Final Answer: The final answer is ${}$. I hope it is correct.'])
    return form.replace('{}', answer).replace('{{', '{').replace('}}', '}') if '{{' not in form else form.replace('{{{}}}', '{' + answer + '}').replace('{}', answer)


os.makedirs(folder, exist_ok=True)
for name, utils in [('hendrycks_math_algebra', hendrycks), ('minerva_math_algebra', minerva)]:
    with open(os.path.join(folder, f'samples_{name}_2026-01-01T00-00-00.jsonl'), 'w', encoding='utf8') as out:
        for i in range(count):
            right, others = random.choice(pairs)
            text = said(random.choice([right, *others]))
            solution = f'We see that it is $\\boxed{{{right}}}$.'
            doc = {'problem': f'Problem {i}?', 'level': 'Level 1', 'type': 'Algebra', 'solution': solution, 'answer': utils.remove_boxed(utils.last_boxed_only_string(solution))}
            if name.startswith('minerva'):
                doc['answer'] = utils.normalize_final_answer(doc['answer'])
            try:
                scores = utils.process_results(doc, [text])
            except Exception as error:
                print(name, text, error)
                continue
            row = {'doc_id': i, 'doc': doc, 'target': doc['answer'], 'resps': [[text]], 'filtered_resps': [text], 'filter': 'none', 'metrics': ['exact_match'],
                   'exact_match': scores['exact_match']}
            out.write(json.dumps(row, ensure_ascii=False) + '\n')
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'{name} math\n')
