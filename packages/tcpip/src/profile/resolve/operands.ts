/**
 * A statement's operands, read one after the other.
 *
 * The first thing that is not as the statement wants it is kept as the `problem`; from then on there is no further operand, so
 * that a resolver runs to its end without asking after every step.
 */
import { diagnose, type Diagnostic, didYouMean } from "@sysplex/sysplex";
import { profileDiagnostics } from "../diagnostics.js";
import {
  type AddressFamily,
  addressFamily,
  parseIpAddress,
  parseIpv4,
  parsePrefixedAddress,
  type PrefixedAddress,
} from "../ip-address.js";
import type { ProfileDiagnosticCode } from "../problems.js";
import type { ProfileStatement } from "../read.js";
import type { IpAddress } from "../stack-profile.js";
import { findStatement } from "../statements.js";
import { fullWord, matchesStem, type Stem } from "../stem.js";
import type { Token } from "../tokens.js";

type Table = typeof profileDiagnostics;

const NUMBER = /^\d{1,10}$/;
const NUMBER_WITH_DECIMALS = /^\d{1,10}(\.\d{1,3})?$/;

export class Operands {
  private index = 0;
  private found: Diagnostic | undefined;

  constructor(readonly statement: ProfileStatement) {}

  get problem(): Diagnostic | undefined {
    return this.found;
  }

  get failed(): boolean {
    return this.found !== undefined;
  }

  /** Whether there is an operand left. */
  get more(): boolean {
    return this.peek !== undefined;
  }

  get peek(): Token | undefined {
    return this.failed ? undefined : this.statement.operands[this.index];
  }

  next(): Token | undefined {
    const token = this.peek;
    if (token !== undefined) this.index += 1;
    return token;
  }

  nextIs(stem: Stem): boolean {
    return this.peek !== undefined && matchesStem(this.peek.word, stem);
  }

  /** Takes the keyword, if it is the next operand. */
  accept(stem: Stem): boolean {
    const isNext = this.nextIs(stem);
    if (isNext) this.index += 1;
    return isNext;
  }

  /** Takes whichever of the keywords is next, and gives its full word. */
  acceptOneOf(stems: readonly Stem[]): string | undefined {
    const stem = stems.find((candidate) => this.nextIs(candidate));
    if (stem === undefined) return undefined;
    this.index += 1;
    return fullWord(stem);
  }

  get nextIsNumber(): boolean {
    return this.peek !== undefined && NUMBER.test(this.peek.word);
  }

  get nextIsIpv4(): boolean {
    return this.peek !== undefined && parseIpv4(this.peek.word) !== undefined;
  }

  /** Any word. */
  word(what: string): Token | undefined {
    if (!this.more) this.expected(what);
    return this.next();
  }

  /** A whole number within the limits; the lower limit when there is none. */
  number(what: string, { min, max }: { readonly min: number; readonly max: number }): number {
    return this.numberLike(NUMBER, what, min, max);
  }

  /** The same, with up to three decimals. */
  decimal(what: string, { min, max }: { readonly min: number; readonly max: number }): number {
    return this.numberLike(NUMBER_WITH_DECIMALS, what, min, max);
  }

  /** An IP address of the family, or of either. */
  address(what: string, family?: AddressFamily): IpAddress | undefined {
    const address = this.peek === undefined ? undefined : parseIpAddress(this.peek.word);
    if (address === undefined || (family !== undefined && addressFamily(address) !== family)) {
      this.expected(what);
      return undefined;
    }
    this.index += 1;
    return address;
  }

  prefixedAddress(what: string): PrefixedAddress | undefined {
    const address = this.peek === undefined ? undefined : parsePrefixedAddress(this.peek.word);
    if (address === undefined) this.expected(what);
    else this.index += 1;
    return address;
  }

  /** The next operand is not what the statement wants here. */
  expected(what: string): void {
    this.fail("OPERAND_EXPECTED", this.statement.name, what, this.peek?.text);
  }

  /** The next operand is no operand of the statement at all. */
  unknown(): void {
    const { word = "" } = this.peek ?? {};
    const keywords = (findStatement(this.statement.name)?.keywords ?? []).map(fullWord);
    this.fail("UNKNOWN_OPERAND", this.statement.name, this.peek?.text ?? "", didYouMean(word, keywords));
  }

  /** There must be no operand left. */
  finish(): void {
    if (this.more) this.unknown();
  }

  fail<Code extends ProfileDiagnosticCode>(code: Code, ...args: Parameters<Table[Code]["text"]>): void {
    if (this.failed) return;
    const at = this.peek ?? this.statement.operands.at(-1) ?? this.statement.keyword;
    this.found = diagnose(profileDiagnostics, code, at.range, ...args);
  }

  private numberLike(form: RegExp, what: string, min: number, max: number): number {
    const { text } = this.peek ?? {};
    if (text === undefined || !form.test(text)) {
      this.expected(what);
      return min;
    }
    const value = Number(text);
    if (value < min || value > max) {
      this.fail("OUT_OF_RANGE", this.statement.name, what, text, min, max);
      return min;
    }
    this.index += 1;
    return value;
  }
}
