# Writes results of function calls whose validity the checker of BFCL gave: `python bfcl_results.py FOLDER SEED` with `bfcl_eval` and its
# parsers on the path (PYTHONPATH). Calls are made from the published possible answers, right ones and mutations of them.
import ast, copy, importlib.util, json, os, random, re, sys, types

folder = sys.argv[1]
random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
home = os.path.dirname(importlib.util.find_spec('bfcl_eval').origin or list(importlib.util.find_spec('bfcl_eval').submodule_search_locations)[0])
home = next(p for p in [home, *importlib.util.find_spec('bfcl_eval').submodule_search_locations] if os.path.isdir(os.path.join(p, 'data')))


# the list of models loads every client there is, and the checker asks it for one flag alone
class Model:
    underscore_to_dot = False


# endpoints allow no dots in the names of tools: results of such models have underscores
class ModelWithTools:
    underscore_to_dot = True


class Models(dict):
    def __missing__(self, key):
        return ModelWithTools if key.endswith('-FC') else Model


stub = types.ModuleType('bfcl_eval.constants.model_config')
stub.MODEL_CONFIG_MAPPING = Models()
package = types.ModuleType('bfcl_eval')
package.__path__ = [home]
sys.modules['bfcl_eval'] = package
sys.modules['bfcl_eval.constants.model_config'] = stub

from bfcl_eval.constants.enums import Language
from bfcl_eval.eval_checker.ast_eval.ast_checker import ast_checker
from bfcl_eval.model_handler.parser.java_parser import parse_java_function_call
from bfcl_eval.model_handler.parser.js_parser import parse_javascript_function_call


class ReturnFormat:
    PYTHON, JAVA, JAVASCRIPT, JSON, VERBOSE_XML, CONCISE_XML = range(6)


space = {'ast': ast, 're': re, 'json': json, 'ReturnFormat': ReturnFormat, 'parse_java_function_call': parse_java_function_call,
         'parse_javascript_function_call': parse_javascript_function_call}
wanted = {'ast_parse', 'resolve_ast_call', 'resolve_ast_by_type', 'default_decode_ast_prompting'}
with open(os.path.join(home, 'model_handler/utils.py'), encoding='utf8') as source:
    for node in ast.parse(source.read()).body:
        if isinstance(node, ast.FunctionDef) and node.name in wanted:
            exec(compile(ast.Module([node], []), 'utils', 'exec'), space)
decode = space['default_decode_ast_prompting']
languages = {'simple_java': ('java', Language.JAVA, ReturnFormat.JAVA), 'simple_javascript': ('javascript', Language.JAVASCRIPT, ReturnFormat.JAVASCRIPT)}
cats = ['simple_python', 'multiple', 'parallel', 'parallel_multiple', 'live_simple', 'live_multiple', 'live_parallel', 'live_parallel_multiple',
        'simple_java', 'simple_javascript']


def pick(v):
    # allowed lists inside dicts
    if isinstance(v,dict): return {k:pick(random.choice(x)) if isinstance(x,list) and x else x for k,x in v.items()}
    if isinstance(v,list): return [pick(x) for x in v]
    return v
def mutate(v):
    r=random.random()
    if isinstance(v,bool): return random.choice([not v,str(v),int(v),v])
    if isinstance(v,int): return random.choice([v+1,float(v),str(v),-v,v,v*1.0+0.5])
    if isinstance(v,float): return random.choice([v+0.1,int(v),str(v),v,round(v,1)])
    if isinstance(v,str): return random.choice([v.upper(),v.replace(' ',''),v+'.',v+'x',v.replace(',',''),' '+v+' ',v.replace('-','/'),[v],v.replace("'",'"'),v.lower(),'',v.title()])
    if isinstance(v,list):
        w=list(v); c=random.choice(['rev','drop','dup','tup','mut','str','empty','same','wrap'])
        if c=='rev': w.reverse()
        elif c=='drop' and w: w.pop()
        elif c=='dup' and w: w.append(w[0])
        elif c=='tup': return tuple(w)
        elif c=='mut' and w: i=random.randrange(len(w)); w[i]=mutate(w[i])
        elif c=='str': return str(w)
        elif c=='empty': return []
        elif c=='wrap': return [w]
        return w
    if isinstance(v,dict):
        w=dict(v); c=random.choice(['drop','add','mut','str','empty','same'])
        if c=='drop' and w: w.pop(random.choice(list(w)))
        elif c=='add': w['zz']=1
        elif c=='mut' and w: k=random.choice(list(w)); w[k]=mutate(w[k])
        elif c=='str': return str(w)
        elif c=='empty': return {}
        return w
    return v


# a value as models write it in another language, most often with the type that is described
def foreign(value, type_, language):
    quote = random.choice(['"', '"', '"', "'"]) if language == 'javascript' else '"'
    text = lambda v: quote + v + quote if isinstance(v, str) else str(v).lower() if isinstance(v, bool) else str(v)
    if isinstance(value, (list, tuple)):
        inside = random.choice([', ', ',']).join(text(v) for v in value)
        if language == 'javascript':
            return random.choice([f'[{inside}]', f'[ {inside} ]', f'new Array({inside})'])
        return random.choice([f'new ArrayList<>(Arrays.asList({inside}))', f'new ArrayList<String>(Arrays.asList({inside}))', f'new String[]{{{inside}}}',
                              f'new int[] {{ {inside} }}', f'Arrays.asList({inside})', f'List.of({inside})',
                              'new ArrayList<Integer>() {{ ' + ' '.join(f'add({text(v)});' for v in value) + ' }}'])
    if isinstance(value, dict):
        if language == 'javascript':
            return '{' + ', '.join(f'{random.choice([k, repr(k)])}: {foreign(v, "", language)}' for k, v in value.items()) + '}'
        puts = ' '.join(f'put("{k}", {text(v)});' for k, v in value.items())
        return random.choice(['new HashMap<String, Object>() {{ %s }}', 'new HashMap<>() {{%s}}', 'Map.of(%s)']) % puts
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return random.choice([str(value), str(value), f'{value}L', f'{value}n', f'{value}f', f'"{value}"', f'{value}.0', f'-{value}'] + [f'{value}L'] * 8 * (type_ == 'long'))
    return random.choice([quote + value + quote, quote + value + quote, value, value.strip()])


def call_text(name, args, spec, language):
    if language is None:
        return f"{name}({', '.join(f'{k}={v!r}' for k, v in args.items())})"
    types_ = {k: p.get('type', '') for k, p in spec['parameters']['properties'].items()}
    eq = random.choice(['=', '=', ' = '])
    return f"{name}({', '.join(f'{k}{eq}{foreign(v, types_.get(k, str()), language)}' for k, v in args.items())})"


def result_of(calls, spec, language):
    # models with tools answer with JSON, in which every value of another language is a text
    if random.random() < 0.3 and language is not None:
        return [{n.replace('.', '_'): json.dumps({k: v if random.random() < 0.05 else foreign(v, spec['parameters']['properties'].get(k, {}).get('type', ''), language)
                                if not isinstance(v, str) else v for k, v in a.items()})} for n, a in calls]
    text = '[' + ', '.join(call_text(n, a, spec, language) for n, a in calls) + ']'
    r = random.random()
    return text[1:-1] if r < 0.1 else f'```\n{text}\n```' if r < 0.15 else f'Sure: {text}' if r < 0.18 else f'```python\n{text}\n```' if r < 0.2 else text


def made_from(answers):
    calls = []
    for answer in answers:
        name = list(answer)[0]
        args = {}
        for k, allowed in answer[name].items():
            v = copy.deepcopy(random.choice(allowed)) if allowed else ''
            if v == '' and '' in allowed and random.random() < 0.7:
                continue
            args[k] = pick(v)
        calls.append([name, args])
    for _ in range(random.choice([0, 0, 1, 1, 2])):
        i = random.randrange(len(calls))
        name, args = calls[i]
        c = random.random()
        if c < 0.7 and args:
            k = random.choice(list(args))
            args[k] = mutate(args[k])
        elif c < 0.75 and args:
            args.pop(random.choice(list(args)))
        elif c < 0.8:
            args['extra'] = 1
        elif c < 0.85:
            calls[i][0] = name.replace('.', '_') if random.random() < 0.5 else name + 'x'
        elif c < 0.9:
            calls.append(copy.deepcopy(calls[i]))
        elif c < 0.95 and len(calls) > 1:
            calls.pop(i)
        else:
            random.shuffle(calls)
    return calls


os.makedirs(folder, exist_ok=True)
lines = lambda path: [json.loads(line) for line in open(os.path.join(home, 'data', path), encoding='utf8')]
for cat in cats:
    rows = lines(f'BFCL_v4_{cat}.json')
    truth = {r['id']: r['ground_truth'] for r in lines(f'possible_answer/BFCL_v4_{cat}.json')}
    language, tag, form = languages.get(cat, (None, Language.PYTHON, ReturnFormat.PYTHON))
    with open(os.path.join(folder, f'samples_bfcl_{cat}_2026.jsonl'), 'w', encoding='utf8') as out, \
         open(os.path.join(folder, f'data_bfcl_{cat}.jsonl'), 'w', encoding='utf8') as data:
        for row in rows:
            for turn in range(int(os.environ.get('TURNS', 12 if language else 2))):
                result = result_of(made_from(truth[row['id']]), row['function'][0], language)
                try:
                    if isinstance(result, str):
                        calls = decode(result, form)
                    else:
                        calls = [{list(c)[0]: json.loads(list(c.values())[0])} for c in result]
                    valid = bool(ast_checker(row['function'], calls, truth[row['id']], tag, cat, 'x' if isinstance(result, str) else 'x-FC')['valid'])
                except Exception:
                    valid = False
                id_ = f"{row['id']}-{turn}"
                out.write(json.dumps({'id': id_, 'result': result, 'valid': valid}, ensure_ascii=False) + '\n')
                data.write(json.dumps({'id': id_, 'question': row['question'], 'function': row['function'], 'ground_truth': truth[row['id']]}, ensure_ascii=False) + '\n')
    with open(os.path.join(folder, 'tasks.txt'), 'a') as out:
        out.write(f'bfcl_{cat} bfcl\n')
