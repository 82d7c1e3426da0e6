import * as z from 'zod';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { Cidr, isAddress } from '../values/cidr.ts';
import { dnsLabelProblem, dnsSubdomainProblem } from '../values/dns.ts';
import { Duration } from '../values/duration.ts';
import { Quantity } from '../values/quantity.ts';

/** The kinds of field that an inventory has: each reads its text into a value and complains in our words. */

/** What an editor shows. */
export interface About {
  readonly description: string;
  readonly examples?: readonly string[];
}

export type Complaint = Omit<Problem, 'where'> | undefined;

/** What a zod issue of ours carries besides its message: what to do. */
export interface IssueParams {
  readonly fix: string;
}

/** A text that is one of our values. */
export function value<T>(about: About, parse: (text: string) => T, complain?: (found: T) => Complaint) {
  return z
    .string()
    .meta({ ...about })
    .transform(parsed(parse, complain));
}

/** A text that stays one. */
export function text(about: About, complain: (found: string) => Complaint) {
  return value(about, (found) => found, complain);
}

/** A text of a form. @param is what it shall be: `registry account`. */
export function matching(about: About, form: RegExp, is: string) {
  const fix = `Write it like ${about.examples?.join(' or ') ?? is}.`;
  return text(about, (found) => (form.test(found) ? undefined : { what: `${shown(found)} is no ${is}`, fix }));
}

/** An amount; YAML reads `4` as a number, and that is one as well. */
export function quantity(about: About, complain?: (found: Quantity) => Complaint) {
  return z
    .union([z.string(), z.number()])
    .meta({ ...about })
    .transform(parsed((found) => Quantity.parse(found), complain));
}

export function duration(about: About, complain?: (found: Duration) => Complaint) {
  return value(about, (found) => Duration.parse(found), complain);
}

export function cidr(about: About) {
  return value(about, (found) => Cidr.parse(found));
}

export function address(about: About) {
  const fix = `Write it like ${about.examples?.[0] ?? '192.168.1.10'}.`;
  return text(about, (found) => (isAddress(found) ? undefined : { what: `${shown(found)} is no address`, fix }));
}

/** Words that say why. */
export function reason(about: About) {
  return text(about, (found) => (found.trim() === '' ? { what: 'the reason is empty', fix: 'Say why in a few words.' } : undefined));
}

/** A port number. */
export function port(description: string, min = 1, max = 65_535) {
  return z.int().min(min).max(max).meta({ description });
}

/** A name without dots, as Namespaces and clusters take it. */
export function label(description: string, ...examples: string[]) {
  return text({ description, examples }, dnsLabelProblem);
}

/** A name that may have dots, as most objects and all hosts take it. */
export function name(description: string, ...examples: string[]) {
  return text({ description, examples }, dnsSubdomainProblem);
}

export function flag(description: string) {
  return z.boolean().meta({ description });
}

/** A map whose keys people choose. */
export function record<T extends z.ZodType>(of: T, description: string) {
  return z.record(z.string(), of).meta({ description });
}

function parsed<T>(parse: (text: string) => T, complain: (found: T) => Complaint = () => undefined) {
  return (raw: string | number, context: z.RefinementCtx): T => {
    const refuse = (what: string, fix: string): void => {
      context.addIssue({ code: 'custom', message: what, params: { fix } satisfies IssueParams });
    };
    try {
      const found = parse(String(raw));
      const complaint = complain(found);
      if (complaint === undefined) return found;
      refuse(complaint.what, complaint.fix);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const { what, fix } of error.problems) refuse(what, fix);
    }
    return z.NEVER;
  };
}

function shown(found: string): string {
  return found === '' ? 'an empty text' : found;
}

/** Complains about a size of nothing. */
export function positive(amount: Quantity): Complaint {
  return amount.toNumber() > 0
    ? undefined
    : { what: `${amount.text} is no size of a disk`, fix: 'Write bytes with a suffix, such as 100G.' };
}
