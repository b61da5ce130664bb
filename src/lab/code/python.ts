/**
 * The program that runs inside the sandbox for Python: two processes, of which the one with the candidate never sees tests.
 *
 * The tester forks the candidate, which runs its source and then answers calls by name. Arguments go to it as pickles
 * of the trusted side; what comes back is read as literals and never evaluated, so that an object that equals
 * everything, an early exit or a forged message can at most fail. The tester cannot be read or written by the other
 * process, and answers with a word that only it was told.
 */
export const pythonHarness = `
import sys, os
def main():
    sys.setrecursionlimit(5000)
    chan = os.dup(0)
    out = os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    source = part(chan)
    hide()
    down_r, down_w = os.pipe()
    up_r, up_w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(chan); os.close(out); os.close(down_w); os.close(up_r)
        try:
            candidate(source, os.fdopen(down_r, 'rb'), os.fdopen(up_w, 'wb'))
        finally:
            os._exit(0)
    os.close(down_r); os.close(up_w)
    # read no earlier: what is read now is not in the memory of the other process
    word, tests = part(chan), part(chan)
    status, why = tester(os.fdopen(down_w, 'wb'), os.fdopen(up_r, 'rb'), tests)
    os.write(out, ('%s %s %s' % (word, status, why)).encode('utf8', 'replace'))
    os._exit(0)

# a length in ten digits, then as many bytes
def part(fd):
    def take(size):
        pieces = []
        while size > 0:
            piece = os.read(fd, size)
            if not piece: os._exit(1)
            pieces.append(piece); size -= len(piece)
        return b''.join(pieces)
    return take(int(take(10))).decode('utf8', 'surrogatepass')

# no process may look into this one; the package around _ctypes takes longer to load than all else
def hide():
    try:
        import _ctypes
        _ctypes.call_function(_ctypes.dlsym(_ctypes.dlopen(None, 0), 'prctl'), (4, 0, 0, 0, 0))
    except Exception:
        try:
            import ctypes
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
        except Exception:
            pass

def packed(value):
    import marshal
    try: return b'm' + marshal.dumps(value)
    except Exception:
        import pickle
        return b'p' + pickle.dumps(value)

def unpacked(data):
    if data[:1] == b'm':
        import marshal
        return marshal.loads(data[1:])
    import pickle
    return pickle.loads(data[1:])

def plain(v, depth=0):
    if depth > 60:
        raise TypeError('nested too deep')
    t = type(v)
    if v is None or v is Ellipsis or t in (int, bool, str, bytes):
        return repr(v)
    if t is float:
        return "float('%r')" % v if v != v or v in (float('inf'), float('-inf')) else repr(v)
    if t is complex:
        return 'complex(%r, %r)' % (v.real, v.imag)
    if isinstance(v, bool) or isinstance(v, int):
        return repr(int(v))
    if isinstance(v, float):
        return plain(float(v), depth)
    if isinstance(v, str):
        return repr(str.__str__(v))
    if isinstance(v, (list, tuple, set, frozenset)):
        items = [plain(i, depth + 1) for i in (list.__iter__(v) if isinstance(v, list) else tuple.__iter__(v) if isinstance(v, tuple) else iter(v))]
        if isinstance(v, list):
            return '[%s]' % ', '.join(items)
        if isinstance(v, tuple):
            return '(%s%s)' % (', '.join(items), ',' if len(items) == 1 else '')
        return 'set([%s])' % ', '.join(items)
    if isinstance(v, dict):
        return '{%s}' % ', '.join('%s: %s' % (plain(k, depth + 1), plain(w, depth + 1)) for k, w in dict.items(v))
    if t.__module__ == 'numpy' and hasattr(v, 'tolist'):
        return plain(v.tolist(), depth)
    raise TypeError('a %s is no plain value' % t.__name__)

def candidate(source, requests, answers):
    space = {'__name__': 'candidate', '__builtins__': __builtins__}
    def send(*parts):
        answers.write((repr(parts) + '\\n').encode('utf8', 'backslashreplace')); answers.flush()
    try:
        exec(compile(source, 'candidate.py', 'exec'), space)
    except BaseException as error:
        send('broken', type(error).__name__, str(error)[:300]); return
    names = {}
    for name, value in list(space.items()):
        if name.startswith('__'): continue
        if isinstance(value, type(sys)): names[name] = ['module', value.__name__]
        elif callable(value): names[name] = ['call', '']
        else:
            try: names[name] = ['value', plain(value)]
            except Exception: pass
    send('ready', names)
    while True:
        line = requests.readline()
        if not line: return
        size = int(line)
        name, args, kwargs = unpacked(requests.read(size))
        try:
            result = space[name](*args, **kwargs)
            if isinstance(result, (range, map, zip, filter)) or hasattr(result, '__next__'): text = 'range%r' % ((result.start, result.stop, result.step),) if isinstance(result, range) else plain(result)
            else: text = plain(result)
            send('value', text)
        except BaseException as error:
            send('error', type(error).__name__, str(error)[:300])

class Broken(Exception):
    pass

def literal(text):
    import _ast as ast
    def walk(node):
        if isinstance(node, ast.Constant): return node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub): return -walk(node.operand)
        if isinstance(node, ast.List): return [walk(n) for n in node.elts]
        if isinstance(node, ast.Tuple): return tuple(walk(n) for n in node.elts)
        if isinstance(node, ast.Dict): return {walk(k): walk(v) for k, v in zip(node.keys, node.values)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ('float', 'complex', 'set', 'range') and not node.keywords:
            return {'float': float, 'complex': complex, 'set': set, 'range': range}[node.func.id](*[walk(a) for a in node.args])
        raise Broken('not a plain value')
    return walk(compile(text.strip(), 'answer', 'eval', 0x400).body)

def tester(requests, answers, tests):
    import builtins
    def receive():
        line = answers.readline(64 * 1024 * 1024)
        if not line.endswith(b'\\n'):
            raise Broken('the program ended before it answered')
        got = literal(line.decode('utf8', 'replace'))
        if not (isinstance(got, tuple) and got and all(isinstance(g, (str, dict)) for g in got)): raise Broken('the program answered out of turn')
        return got
    try:
        first = receive()
        if first[0] == 'broken':
            return 'failed', '%s: %s' % (first[1], first[2])
        if first[0] != 'ready' or len(first) != 2 or not isinstance(first[1], dict):
            return 'failed', 'the program answered out of turn'
        def proxy(name):
            def call(*args, **kwargs):
                data = packed((name, args, kwargs))
                requests.write(b'%d\\n' % len(data) + data); requests.flush()
                got = receive()
                if got[0] == 'value': return literal(got[1])
                if got[0] != 'error': raise Broken('the program answered out of turn')
                kind = getattr(builtins, str(got[1]), None)
                if not (isinstance(kind, type) and issubclass(kind, Exception)): kind = Exception
                raise kind(got[2])
            call.__name__ = name
            return call
        space = {'__name__': 'tests', '__builtins__': builtins}
        for name, (kind, detail) in first[1].items():
            if not str(name).isidentifier(): continue
            if kind == 'call': space[name] = proxy(name)
            elif kind == 'value':
                try: space[name] = literal(detail)
                except Exception: pass
            elif kind == 'module' and str(detail).split('.')[0] in sys.stdlib_module_names:
                try: space[name] = __import__(str(detail), fromlist=['x'])
                except Exception: pass
        exec(compile(tests, 'tests.py', 'exec'), space)
        return 'passed', 'all tests passed'
    except AssertionError as error:
        return 'failed', ('an assertion failed: %s' % str(error)[:300]).rstrip(': ')
    except MemoryError:
        return 'memory', 'out of memory'
    except BaseException as error:
        return 'failed', '%s: %s' % (type(error).__name__, str(error)[:300])
main()
`

/** What the program reads: the candidate's source, the word that nobody else knows, the tests. */
export function pythonJob(source: string, word: string, tests: string): Buffer {
  return Buffer.concat(
    [source, word, tests].flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8')
      return [Buffer.from(String(bytes.length).padStart(10, '0')), bytes]
    }),
  )
}
