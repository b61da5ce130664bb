import type { Diagnostic, Span } from '../../base/index.ts'
import { allCodes } from '../../project/index.ts'

const levels = { error: 'error', warning: 'warning', note: 'note' } as const

/**
 * Findings as a SARIF 2.1.0 log for editors and code hosts.
 *
 * @source OASIS SARIF 2.1.0, sections 3.27 (result), 3.30 (region), 3.35 (suppression), 3.55 (fix)
 */
export function formatSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const used = [...new Set(diagnostics.map((d) => d.code))].sort()
  const rules = used.map((id) => {
    const entry = allCodes.get(id)
    return {
      id,
      shortDescription: { text: entry?.summary.en ?? id },
      fullDescription: { text: entry?.explain.en ?? id },
      defaultConfiguration: { level: levels[entry?.severity ?? 'error'] },
    }
  })
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'assay', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((d) => result(d, used)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function result(d: Diagnostic, rules: readonly string[]) {
  return {
    ruleId: d.code,
    ruleIndex: rules.indexOf(d.code),
    level: levels[d.severity],
    message: { text: d.hint === undefined ? d.message.en : `${d.message.en}. ${d.hint.en}` },
    ...(d.at === undefined ? {} : { locations: [location(d.at)] }),
    ...(d.related === undefined
      ? {}
      : {
          relatedLocations: d.related
            .filter((r) => r.at)
            .map((r) => ({ ...location(r.at!), message: { text: r.message.en } })),
        }),
    ...(d.waived === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: d.waived }] }),
    ...(d.fix === undefined ? {} : { fixes: [fix(d.fix.span, d.fix.text)] }),
  }
}

function location(at: Span) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(at.file) },
      region: {
        startLine: at.line,
        startColumn: at.column,
        // of a page whose text was read out of its markup only the line is known
        ...(at.end > at.start ? { charOffset: at.start, charLength: at.end - at.start } : {}),
      },
    },
  }
}

function fix(span: Span, text: string) {
  const deletedRegion = { charOffset: span.start, charLength: span.end - span.start }
  return {
    artifactChanges: [
      { artifactLocation: { uri: uri(span.file) }, replacements: [{ deletedRegion, insertedContent: { text } }] },
    ],
  }
}

function uri(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/').replace('assay%3A', 'assay:')
}
