import { isUnzipped, unzip, zip } from '../../base/index.ts'
import { escapeXml } from './parts.ts'

const part = 'docProps/custom.xml'
const type = 'application/vnd.openxmlformats-officedocument.custom-properties+xml'
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties'

/**
 * A workbook with `value` as its custom property `name`; `null` when it is no workbook.
 *
 * @source ECMA-376, part 1, 15.2.12.2 custom file properties
 */
export function withProperty(xlsx: Uint8Array, name: string, value: string, date: string): Uint8Array | null {
  const parts = unzip(xlsx, () => true)
  if (!isUnzipped(parts)) return null
  const types = textOf(parts, '[Content_Types].xml')
  const relations = textOf(parts, '_rels/.rels')
  if (types === null || relations === null) return null
  const custom = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="${escapeXml(name)}"><vt:lpwstr>${escapeXml(value)}</vt:lpwstr></property></Properties>`
  const next = new Map(parts)
  next.set(part, encode(custom))
  if (!types.includes(part))
    next.set(
      '[Content_Types].xml',
      encode(types.replace('</Types>', `<Override PartName="/${part}" ContentType="${type}"/></Types>`)),
    )
  if (!relations.includes(part))
    next.set(
      '_rels/.rels',
      encode(
        relations.replace(
          '</Relationships>',
          `<Relationship Id="rIdAssay1" Type="${relation}" Target="${part}"/></Relationships>`,
        ),
      ),
    )
  return zip(next, date)
}

/** The custom property `name` of a workbook; `null` without, or when it stands there more than once. */
export function readProperty(xlsx: Uint8Array, name: string): string | null {
  const parts = unzip(xlsx, (n) => n === part)
  const text = isUnzipped(parts) ? textOf(parts, part) : null
  const found = [...(text ?? '').matchAll(/name="([^"]*)"[^>]*><vt:lpwstr>([^<]*)<\/vt:lpwstr>/g)].filter(
    (m) => m[1] === escapeXml(name),
  )
  return found.length === 1 ? unescapeXml(found[0]![2]!) : null
}

function textOf(parts: ReadonlyMap<string, Uint8Array>, name: string): string | null {
  const bytes = parts.get(name)
  return bytes === undefined ? null : new TextDecoder().decode(bytes)
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function unescapeXml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
