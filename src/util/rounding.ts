// The only place where a number is rounded (docs/method.en.md 15).

/** `numerator / denominator` rounded half away from zero to an integer; both non-negative integers, denominator > 0. */
export const divideRounded = (numerator: number, denominator: number): number => Math.floor((2 * numerator + denominator) / (2 * denominator))

/**
 * Percent with one decimal, half away from zero: 1 of 3 is 33.3.
 * Works on integers, so 0.05 is never lost to binary fractions.
 */
export const percent = (part: number, whole: number): number => divideRounded(part * 1000, whole) / 10

/** A mean with one decimal of integers that sum to `sum`. */
export const meanOneDecimal = (sum: number, count: number): number => divideRounded(sum * 10, count) / 10

/** The difference of two numbers of one decimal, itself of one decimal: 51.2 − 50.9 is 0.3. */
export const differenceOneDecimal = (a: number, b: number): number => (Math.round(a * 10) - Math.round(b * 10)) / 10
