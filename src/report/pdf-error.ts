// What can go wrong while printing: a code and raw parameters; the words are made in i18n.

export const PDF_ERROR_CODES = ['browser-not-found', 'browser-cache', 'browser-start', 'no-text', 'timeout', 'sandbox'] as const
export type PdfErrorCode = (typeof PDF_ERROR_CODES)[number]

/** `params.reason` is a short code of ours or of the system (ENOENT); `params.detail` is what the browser said, untrusted. */
export class PdfError extends Error {
  readonly code: PdfErrorCode
  readonly params: Readonly<Record<string, string | number>>
  constructor(code: PdfErrorCode, params: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, cause === undefined ? undefined : { cause })
    this.name = 'PdfError'
    this.code = code
    this.params = params
  }
}
