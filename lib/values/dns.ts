import type { Problem } from '../errors.ts';
import { DNS_LABEL_MAX, DNS_SUBDOMAIN_MAX } from './limits.ts';

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** A name as Namespaces, Services and clusters take it: `blog-system`. */
export function isDnsLabel(text: string): boolean {
  return text.length <= DNS_LABEL_MAX && LABEL.test(text);
}

/** Labels joined by dots, as most other names: `jiminhome.shop`. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= DNS_SUBDOMAIN_MAX && text.split('.').every((label) => LABEL.test(label));
}

/** What is wrong with a name that must be a DNS label, if anything is. */
export function dnsLabelProblem(text: string): Omit<Problem, 'where'> | undefined {
  if (isDnsLabel(text)) return undefined;
  return {
    what: `"${text}" is no DNS label: 1 to ${DNS_LABEL_MAX} lower-case letters, digits and dashes, a letter or digit at both ends`,
    fix: suggestion(text, isDnsLabel, /[^a-z0-9-]+/g),
  };
}

/** What is wrong with a name that must be a DNS name, if anything is. */
export function dnsSubdomainProblem(text: string): Omit<Problem, 'where'> | undefined {
  if (isDnsSubdomain(text)) return undefined;
  return {
    what: `"${text}" is no DNS name: at most ${DNS_SUBDOMAIN_MAX} lower-case letters, digits, dashes and dots, a letter or digit at both ends of each part`,
    fix: suggestion(text, isDnsSubdomain, /[^a-z0-9.-]+/g),
  };
}

function suggestion(text: string, isGood: (text: string) => boolean, bad: RegExp): string {
  const mended = text
    .toLowerCase()
    .replace(bad, '-')
    .replace(/^-+|-+$/g, '');
  return isGood(mended) ? `Write "${mended}".` : 'Choose a name of that form.';
}
