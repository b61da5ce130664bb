export function startServer(options?: Readonly<Record<string, unknown>>): Promise<{
  readonly url: string
  readonly counts: () => Readonly<
    Record<
      'total' | 'inFlight' | 'peak' | 'duplicates' | 'answered' | 'refused' | 'waited' | 'first' | 'distinct',
      number
    >
  >
  readonly close: () => Promise<unknown>
}>
