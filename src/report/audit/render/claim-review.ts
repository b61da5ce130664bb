import type { Audited } from '../audit.ts'

/** A finding as schema.org states the review of a claim. */
type ClaimReview = Readonly<Record<string, unknown>>

/**
 * The findings of an audit as ClaimReview items; notes are left out, since they deny nothing.
 *
 * The rating runs from 1, disagrees, to 5, agrees, and says "disagrees with SOURCE" in words.
 *
 * @source schema.org, ClaimReview and Rating
 */
export function renderClaimReviews({ extract, findings }: Audited, day: string): readonly ClaimReview[] {
  return findings
    .filter((f) => f.severity !== 'note')
    .map((f) => ({
      '@context': 'https://schema.org',
      '@type': 'ClaimReview',
      datePublished: day,
      author: { '@type': 'Organization', name: 'assay' },
      claimReviewed: f.printed,
      itemReviewed: { '@type': 'Claim', appearance: { '@type': 'CreativeWork', name: extract.file } },
      reviewBody: f.message.en,
      reviewRating: {
        '@type': 'Rating',
        ratingValue: f.severity === 'error' ? 1 : 2,
        bestRating: 5,
        worstRating: 1,
        alternateName:
          f.sources[0] === undefined ? 'disagrees with the document itself' : `disagrees with ${f.sources[0].title}`,
      },
      citation: f.sources.map((s) => ({
        '@type': 'CreativeWork',
        name: s.title,
        ...(s.url === '' ? {} : { url: s.url }),
        ...(s.publisher === '' ? {} : { publisher: s.publisher }),
      })),
    }))
}
