import type { Severity } from './rule.ts';

/** A page for people: what it shows is copied from, and shows a part of something. */
export function isGuide(file: string | undefined): boolean {
  return file !== undefined && /\.(md|markdown)$/i.test(file);
}

/** Rules that look for another object, or at what another one says or the cluster adds: a page shows one of them, or the answer of kubectl. */
const ABOUT_OTHERS = /-(exists?|selects|selects-pods|selects-one|allows|registered)$/;
const MORE_ABOUT_OTHERS: ReadonlySet<string> = new Set([
  'analysis-runs',
  'argocd-ignores-runtime-fields',
  'disruption-allowed',
  'out-of-sync-forecast',
  'runtime-state-left-out',
  'subset-has-pods',
  'telemetry-provider-declared',
]);

/** How bad a finding in a guide is: what is missing may be on the next page, but a name that is nearly another one was meant to be it. */
export function inGuide(rule: string, severity: Severity, fix: string): Severity {
  const isAboutOthers = ABOUT_OTHERS.test(rule) || MORE_ABOUT_OTHERS.has(rule);
  return isAboutOthers && !fix.startsWith('Did you mean') ? 'info' : severity;
}
