/** How a program of a language is built and run inside the sandbox, where its toolchain is found. */
export interface Toolchain {
  readonly file: string
  /** programs that must be there, the first names the toolchain */
  readonly needs: readonly string[]
  /** one shell line that builds, with as much time as the program has; absent where nothing is built */
  readonly build?: string
  /** one shell line; `FILE` has been written, `$jar` is the library or nothing */
  readonly run: string
  /** the tests, with code behind them that says the word when they have come to their end */
  readonly ending: (tests: string, word: string) => string
  /** what programs import beside the standard library: where it may lie, and the words that cannot do without it */
  readonly jar?: { readonly name: string; readonly files: readonly string[]; readonly uses: RegExp }
}

const said = (word: string): string => JSON.stringify(word)

/**
 * The languages of MultiPL-E that can be run, by the names it uses.
 * @source the evaluators of nuprl/MultiPL-E: a type error of TypeScript fails, a failed assertion of C# is known by its words
 */
export const toolchains: Readonly<Record<string, Toolchain>> = {
  py: {
    file: 'main.py',
    needs: ['python3'],
    run: 'python3 -I main.py',
    ending: (t, w) => `${t}\nprint(${said(w)})\n`,
  },
  js: {
    file: 'main.js',
    needs: ['node'],
    run: 'node main.js',
    ending: (t, w) => `${t}\nconsole.log(${said(w)});\n`,
  },
  ts: {
    file: 'main.ts',
    needs: ['tsc', 'node'],
    build: 'tsc --target esnext --strict false main.ts >&2',
    run: 'node main.js',
    ending: (t, w) => `${t}\nconsole.log(${said(w)});\n`,
  },
  sh: { file: 'main.sh', needs: ['bash'], run: 'bash main.sh', ending: (t, w) => `${t}\necho ${w}\n` },
  cpp: {
    file: 'main.cpp',
    needs: ['g++'],
    build: 'g++ -std=c++17 -O0 main.cpp -o main',
    run: './main',
    // the tests are a main function, whose last brace ends the program
    ending: (t, w) => t.replace(/\}\s*$/, `puts(${said(w)});\n}\n`),
  },
  java: {
    file: 'Main.java',
    needs: ['javac', 'java'],
    // every program imports the tuples, most without a need: an empty package lets those be built
    build:
      '{ [ "$jar" ] || { mkdir -p org/javatuples && echo "package org.javatuples; class None {}" > org/javatuples/None.java; }; } && javac -encoding UTF8 -cp "$jar:." -d . Main.java $(ls org/javatuples/*.java 2> /dev/null)',
    run: 'java -ea -cp "$jar:." AssayEnd',
    ending: (t, w) =>
      `${t}\nclass AssayEnd { public static void main(String[] a) throws Throwable { Problem.main(a); System.out.println(${said(w)}); } }\n`,
    jar: {
      name: 'javatuples',
      files: ['/usr/share/java/javatuples.jar', '/usr/multiple/javatuples-1.2.jar', '/opt/javatuples-1.2.jar'],
      uses: /\b(Unit|Pair|Triplet|Quartet|Quintet|Sextet|Septet|Octet|Ennead|Decade)\b/,
    },
  },
  php: {
    file: 'main.php',
    needs: ['php'],
    run: 'php main.php',
    ending: (t, w) => `${t}\necho ${said(w)};\n`,
  },
  cs: {
    file: 'main.cs',
    needs: ['mcs', 'mono'],
    // a failed assertion is printed, and the program goes on
    build: 'mcs -d:DEBUG -r:System.Numerics.dll -main:AssayEnd main.cs -out:main.exe',
    run: '{ MONO_TRACE_LISTENER=Console.Error mono main.exe 2> told; code=$?; cat told >&2; ! grep -q "DefaultTraceListener.Fail\\|Unhandled Exception" told && [ $code = 0 ]; }',
    ending: (t, w) =>
      `${t}\nclass AssayEnd { static void Main(string[] a) { Problem.Main(a); System.Console.WriteLine(${said(w)}); } }\n`,
  },
}

/** Languages by the other names that data use. */
export const languageNames: Readonly<Record<string, string>> = {
  python: 'py',
  py: 'py',
  javascript: 'js',
  js: 'js',
  typescript: 'ts',
  ts: 'ts',
  bash: 'sh',
  sh: 'sh',
  'c++': 'cpp',
  cpp: 'cpp',
  java: 'java',
  php: 'php',
  'c#': 'cs',
  cs: 'cs',
  csharp: 'cs',
  'notypes.py': 'py',
  // what can be read but not run here
  ...Object.fromEntries(
    'ada adb clj coq d dart dfy elixir ex fs go go_test.go hs jl julia kt lean lua luau m matlab ml pl r racket rb rkt rs rust scala swift v zig'
      .split(' ')
      .map((name) => [name, name]),
  ),
}
