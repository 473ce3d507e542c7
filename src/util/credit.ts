// The two sums that make a credit of its terms (docs/method.en.md 3 and 5), for who computes it and who says what moved it.
import { FULL_CREDIT } from '../model/basics.ts'
import { divideRounded } from './rounding.ts'

/** The lower of claim and measurement where both exist; undefined where neither does. */
export const baseOf = (claim: number | undefined, measured: number | undefined): number | undefined =>
  claim === undefined ? measured : measured === undefined ? claim : Math.min(claim, measured)

export const creditOf = (base: number, factor: number): number => divideRounded(base * factor, FULL_CREDIT)
