/** How a program of a language is built and run inside the sandbox, where its toolchain is found. */
export interface Toolchain {
  readonly file: string
  /** programs that must be there, the first names the toolchain */
  readonly needs: readonly string[]
  /** one shell line; `FILE` has been written */
  readonly run: string
  /** code that says that the tests came to their end, put behind them */
  readonly end: (word: string) => string
}

/** The languages of MultiPL-E that can be run, by the names it uses. */
export const toolchains: Readonly<Record<string, Toolchain>> = {
  py: { file: 'main.py', needs: ['python3'], run: 'python3 -I main.py', end: (w) => `\nprint(${JSON.stringify(w)})\n` },
  js: { file: 'main.js', needs: ['node'], run: 'node main.js', end: (w) => `\nconsole.log(${JSON.stringify(w)});\n` },
  ts: {
    file: 'main.ts',
    needs: ['tsc', 'node'],
    run: 'tsc --target esnext --module commonjs --moduleResolution node10 --ignoreDeprecations 6.0 --types node main.ts > /dev/null; node main.js',
    end: (w) => `\nconsole.log(${JSON.stringify(w)});\n`,
  },
  sh: { file: 'main.sh', needs: ['bash'], run: 'bash main.sh', end: (w) => `\necho ${w}\n` },
  cpp: {
    file: 'main.cpp',
    needs: ['g++'],
    run: 'g++ -std=c++17 -O0 main.cpp -o main && ./main',
    // the tests of the data are a main function, which ends with the program
    end: (w) =>
      `\nstruct AssayEnd { ~AssayEnd() { } }; __attribute__((destructor)) static void assay_end() { puts(${JSON.stringify(w)}); }\n`,
  },
  java: {
    file: 'Main.java',
    needs: ['javac', 'java'],
    run: 'javac -encoding UTF8 -cp /opt/javatuples-1.2.jar:. -d . Main.java && java -ea -cp /opt/javatuples-1.2.jar:. Problem',
    end: () => '',
  },
  php: { file: 'main.php', needs: ['php'], run: 'php main.php', end: (w) => `\necho ${JSON.stringify(w)};\n` },
  cs: {
    file: 'main.cs',
    needs: ['mcs', 'mono'],
    run: 'mcs -d:DEBUG main.cs -out:main.exe && mono main.exe',
    end: () => '',
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
}
