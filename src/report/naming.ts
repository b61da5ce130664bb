import type { Lang, Unit } from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import type { Naming } from './tree.ts'

/** The words of `registry` for readers of `lang`; what has no entry is named by its id. */
export function namingOf(registry: Registry, lang: Lang): Naming {
  const known = namings.get(registry) ?? { zh: makeNaming(registry, 'zh'), en: makeNaming(registry, 'en') }
  namings.set(registry, known)
  return known[lang]
}

const namings = new WeakMap<Registry, Readonly<Record<Lang, Naming>>>()

function makeNaming(registry: Registry, lang: Lang): Naming {
  return Object.freeze({
    entity: (id: string) => registry.entity(id)?.[lang] ?? id,
    measure: (id: string) => registry.measure(id)?.[lang] ?? id,
    scope: (key: string, value: string) => registry.scopeWords(key, value, lang),
    unit: (id: string, count = '') => {
      const unit = registry.units.get(id)
      return (lang === 'en' && /^-?1$/.test(count) ? singular(unit) : undefined) ?? unit?.[lang] ?? id
    },
    source: (id: string) => {
      const source = registry.source(id)
      const none = {
        id,
        title: id,
        publisher: '',
        url: '',
        published: '',
        retrieved: '',
        file: '',
        sha256: '',
        class: '',
      }
      return { ...none, ...source }
    },
  })
}

// the alias that the plural begins with: 1 item, 1 category
function singular(unit: Unit | undefined): string | undefined {
  return unit?.aliases.find(
    (a) => /^[A-Za-z ]{3,}$/.test(a) && a.length < unit.en.length && unit.en.startsWith(a.replace(/y$/, '')),
  )
}
