/** Loads a package that a user brings, by its name. */
export type LoadModule = (name: string) => Promise<unknown>

let load: LoadModule = (name) => import(name)

/** A package that is not installed with this one. */
export function loadModule(name: string): Promise<unknown> {
  return load(name)
}

/** Takes the way to load ES modules from who starts the program: its one-file build has no `import` of its own. */
export function useLoader(own: LoadModule): void {
  load = own
}
