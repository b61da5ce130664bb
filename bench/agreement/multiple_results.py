# Writes result folders of MultiPL-E for programs that are run as its evaluators run them, and the pass@k of its rule beside: `python multiple_results.py FOLDER
# [LANGUAGE ...]` with the toolchains of the languages. What is written is what its program writes: a file for each problem, `name, language, temperature, top_p,
# max_tokens, prompt, tests, stop_tokens, results: [{program, stdout, stderr, exit_code, status, timestamp}]`, some of them packed.
import gzip, json, math, os, signal, subprocess, sys, tempfile, yaml

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, '../../test/lab/data/multipl-e.yaml')) as source:
    problems = yaml.safe_load(source)
folder, only = sys.argv[1], sys.argv[2:]

broken = {'py': '    return (\n', 'js': '  return (;\n}\n', 'ts': '  return (;\n}\n', 'sh': '    if true; echo true\n', 'cpp': '    return true', 'java': '        return true', 'php': '    return (;\n}\n', 'cs': '        return true'}
raising = {'py': '    return 1 / 0\n', 'js': '  return numbers.x.y;\n}\n', 'ts': '  throw new Error("no");\n}\n', 'sh': '    false', 'cpp': '    std::vector<int> v; return v.at(3) > 0;', 'java': '        return ((Float) null) > 1;', 'php': '    return numbers_no();\n}\n', 'cs': '        throw new Exception("no");'}
endless = {'py': '    while True: pass\n', 'js': '  while (true) {}\n}\n', 'ts': '  while (true) {}\n}\n', 'sh': '    while true; do :; done', 'cpp': '    volatile int x = 0; while (true) x++; return true;', 'java': '        while (numbers.size() >= 0) {}\n        return true;', 'php': '    while (true) {}\n}\n', 'cs': '        while (numbers.Count >= 0) {}\n        return true;'}
typed = {'ts': '  return "no";\n}\n', 'js': '  return 1;\n}\n', 'py': '    return 1 if threshold > 0.1 else 0\n', 'php': '    return 1;\n}\n', 'sh': '    echo "true "', 'cpp': '    return 1;', 'java': '        return numbers;', 'cs': '        return 1;'}
noisy = {'py': '    print("x" * 5000)\n    s = sorted(numbers)\n    return any(b - a < threshold for a, b in zip(s, s[1:]))\n', 'js': '  console.log("x".repeat(5000)); console.error("SyntaxError");\n  const s = [...numbers].sort((a, b) => a - b);\n  return s.some((x, i) => i > 0 && x - s[i - 1] < threshold);\n}\n'}
# what a run is: files, commands until one fails, and the name of a failure of each
runs = {
    'py': ('main.py', [(['python3', 'main.py'], None)]),
    'js': ('main.js', [(['node', 'main.js'], None)]),
    'ts': ('main.ts', [(['tsc', '--target', 'esnext', '--strict', 'false', 'main.ts'], 'SyntaxError'), (['node', 'main.js'], None)]),
    'sh': ('main.sh', [(['bash', 'main.sh'], None)]),
    'cpp': ('main.cpp', [(['g++', 'main.cpp', '-o', 'main', '-std=c++17'], 'SyntaxError'), (['./main'], None)]),
    'java': ('Main.java', [(['javac', '-encoding', 'UTF8', '-d', 'out', 'Main.java'], 'SyntaxError'), (['java', '-ea', '-cp', 'out', 'Problem'], None)]),
    'php': ('main.php', [(['php', 'main.php'], None)]),
    'cs': ('main.cs', [(['mcs', '-d:DEBUG', '-r:System.Numerics.dll', 'main.cs', '-out:main.exe'], 'SyntaxError'), (['mono', 'main.exe'], None)]),
}


def judged(language, program):
    file, commands = runs[language]
    with tempfile.TemporaryDirectory() as place:
        # the tuples that every program of Java imports are not needed by these
        text = program.replace('import org.javatuples.*;\n', '') if language == 'java' else program
        open(os.path.join(place, file), 'w').write(text)
        for argv, failing in commands:
            ran = subprocess.Popen(argv, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL, start_new_session=True, env={**os.environ, 'MONO_TRACE_LISTENER': 'Console.Error'})
            try:
                out, err = ran.communicate(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(ran.pid, signal.SIGKILL)
                return {'status': 'Timeout', 'exit_code': -1, 'stdout': '', 'stderr': ''}
            code, told = ran.returncode, out + err
            said = {'exit_code': code, 'stdout': out[:2048], 'stderr': err[:2048]}
            if failing is not None and code != 0:
                return {'status': failing, **said}
        if language == 'cs' and ('DefaultTraceListener.Fail' in told or 'Unhandled Exception' in told):
            return {'status': 'Exception', **said, 'exit_code': code or 1}
        return {'status': 'OK' if code == 0 else 'SyntaxError' if 'syntaxerror' in told.lower().replace(' ', '') else 'Exception', **said}


def pass_at(n, c, k):
    return 1.0 if n - c < k else 1.0 - math.prod(1.0 - k / i for i in range(n - c + 1, n + 1))


for language, one in problems.items():
    if language not in runs or (only and language not in only):
        continue
    kinds = [one['right'], one['wrong'], broken[language], raising[language], typed[language], noisy.get(language, one['right'])]
    place = os.path.join(folder, f'humaneval-{language}-lamp-0.8-reworded')
    os.makedirs(place, exist_ok=True)
    known, values = {}, {}
    for n in range(3):
        texts = [kinds[(i * (n + 1) + n) % len(kinds)] for i in range(10)] + ([endless[language]] if n == 0 else [one['right']])
        if n == 2:
            texts = [one['wrong']] * 11
        about = {'name': f'HumanEval_{n}_has_close_elements', 'language': language, 'temperature': 0.8, 'top_p': 0.95, 'max_tokens': 512, 'prompt': one['given'], 'tests': one['tests'], 'stop_tokens': ['\n#', '\nif']}
        results = []
        for text in texts:
            program = one['given'] + text + '\n' + one['tests']
            known.setdefault(program, judged(language, program))
            results.append({'program': program, **known[program], 'timestamp': 1669000000 + len(results)})
        right = len([r for r in results if r['status'] == 'OK' and r['exit_code'] == 0])
        values[about['name']] = [len(results), right]
        packed = n % 2 == 0
        for ending, value in [('', {**about, 'completions': texts}), ('.results', {**about, 'results': results})]:
            with (gzip.open if packed else open)(os.path.join(place, f"{about['name']}{ending}.json{'.gz' if packed else ''}"), 'wt') as out:
                json.dump(value, out, indent=2)
    told = {k: sum(pass_at(n, c, k) for n, c in values.values()) / len(values) for k in (1, 10)}
    with open(os.path.join(folder, 'pass_k.jsonl'), 'a') as out:
        out.write(json.dumps({'folder': os.path.basename(place), 'pass@1': told[1], 'pass@10': told[10], 'values': values}) + '\n')
