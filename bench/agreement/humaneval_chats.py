# Writes answers of chats to HumanEval with what Python makes of them by the rule of simple-evals: `python humaneval_chats.py FOLDER
# HumanEval.jsonl SEED`. The answer is the first block marked as Python, or all of it; what stands up to the first line that ends in a colon
# goes, the rest goes on with the prompt, and the tests run in a process of its own for three seconds. Needs nothing but Python.
import json, os, random, re, subprocess, sys

folder, data = sys.argv[1], sys.argv[2]
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
problems = [json.loads(line) for line in open(data, encoding='utf8')]
fence = '```'


def spoilt(body):
    lines = body.split('\n')
    pick = random.random()
    if pick < 0.5:
        return body
    if pick < 0.6:
        return re.sub(r'\d', lambda m: str((int(m[0]) + 1) % 10), body, count=1)
    if pick < 0.7:
        return body.replace('return', 'return not', 1)
    if pick < 0.8:
        return '\n'.join(lines[:-2])
    if pick < 0.9:
        return '    return None\n'
    return '    raise SystemExit(0)\n'


def said(problem):
    prompt, body = problem['prompt'], spoilt(problem['canonical_solution'])
    whole = prompt + body
    short = re.sub(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'', '', prompt).rstrip() + '\n' + body
    helper = 'def helper(x):\n    return x\n\n' + short
    code = random.choice([whole, short, short, short, body, helper, body.replace('    ', '\t')])
    return random.choice([
        lambda: f'{fence}python\n{code}{fence}',
        lambda: f'Here it is:\n\n{fence}python\n{code}\n{fence}\nIt loops once:\n    over all.',
        lambda: f'{fence}\n{code}\n{fence}',
        lambda: f'{fence}py\n{code}\n{fence}',
        lambda: f'{fence}Python\n{code}\n{fence}',
        lambda: f'{fence}python\r\n{code}\n{fence}',
        lambda: f'{fence}python\n{code}\n{fence}\n{fence}python\nprint(1)\n{fence}',
        lambda: f'{fence}python\n{code}',
        lambda: code,
        lambda: '',
    ])()


def taken(text):
    start = text.find(fence + 'python\n')
    if start >= 0:
        end = text.find(fence, start + 10)
        if end >= 0:
            text = text[start + 10:end]
    colon = text.find(':\n    ')
    return text[1:] if colon < 0 else text[colon + 2:]


def passes(problem, text):
    program = f"{problem['prompt']}{taken(text)}\n{problem['test']}\ncheck({problem['entry_point']})\nprint('all of it ran')"
    try:
        ran = subprocess.run([sys.executable, '-I', '-c', program], capture_output=True, timeout=12, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0 and ran.stdout.endswith(b'all of it ran\n')


os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, 'samples_humaneval_chat_2026.jsonl'), 'w', encoding='utf8') as out:
    for problem in problems:
        text = said(problem)
        out.write(json.dumps({**problem, 'completion': text, 'passed': passes(problem, text)}, ensure_ascii=False) + '\n')
with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
    out.write('humaneval_chat humaneval openai/simple-evals\n')
