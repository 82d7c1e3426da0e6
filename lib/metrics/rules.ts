import { InputError, type Problem } from '../errors.ts';
import type { Duration } from '../values/duration.ts';
import type { Catalogue, RecordingRule } from './catalogue.ts';
import { checkQuery, labelsOf } from './promql.ts';

export const SEVERITIES = ['critical', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A state that somebody must know of. */
export interface Alert {
  /** `MySQLDown`. */
  readonly name: string;
  readonly severity: Severity;
  /** True while it answers anything. */
  readonly expr: string;
  /** How long it must be true. @default at once */
  readonly for?: Duration | undefined;
  /** What is the matter, in one line; `{{ $labels.pod }}` and `{{ $value }}` are filled in. */
  readonly summary: string;
  /** What a person does next. */
  readonly action: string;
}

/** A rule as Prometheus reads it. */
export type RuleJson =
  | { readonly record: string; readonly expr: string }
  | {
      readonly alert: string;
      readonly expr: string;
      readonly for?: string;
      readonly labels: { readonly severity: Severity };
      readonly annotations: { readonly summary: string; readonly action: string };
    };

/** A rule file. */
export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly RuleJson[] }[];
}

export function recordingFile(name: string, rules: readonly RecordingRule[]): RuleFile {
  return { groups: [{ name, rules: rules.map(({ record, expr }) => ({ record, expr })) }] };
}

export function alertFile(name: string, alerts: readonly Alert[]): RuleFile {
  return { groups: [{ name, rules: alerts.map(alertJson) }] };
}

function alertJson({ name, expr, for: duration, severity, summary, action }: Alert): RuleJson {
  return {
    alert: name,
    expr,
    ...(duration === undefined ? {} : { for: duration.text }),
    labels: { severity },
    annotations: { summary, action },
  };
}

/** `level:metric:operations`, as Prometheus advises. @see https://prometheus.io/docs/practices/rules/#naming */
const RECORDED = /^[a-z_]+:[a-z_]+:[a-z0-9_]+$/;

/** @throws InputError with every query, label and name that cannot work. */
export function checkRules(catalogue: Catalogue, alerts: readonly Alert[]): void {
  const problems: Problem[] = [];
  for (const { record, expr } of catalogue.rules) {
    if (!RECORDED.test(record))
      problems.push({ where: `rule ${record}`, what: 'its name is not level:metric:operations', fix: 'Rename it.' });
    problems.push(...checkQuery(expr, catalogue).map((problem) => ({ where: `rule ${record}`, ...problem })));
  }
  for (const alert of alerts) problems.push(...alertProblems(alert, catalogue));
  for (const name of twice([...catalogue.rules.map(({ record }) => record), ...alerts.map((alert) => alert.name)])) {
    problems.push({ where: `rule ${name}`, what: 'there are two of this name', fix: 'Rename one.' });
  }
  if (problems.length > 0) throw new InputError(problems);
}

function alertProblems({ name, expr, summary, action }: Alert, catalogue: Catalogue): Problem[] {
  const where = `alert ${name}`;
  const problems: Problem[] = checkQuery(expr, catalogue).map((problem) => ({ where, ...problem }));
  if (problems.length > 0) return problems;
  const labels = labelsOf(expr, catalogue);
  for (const text of [summary, action]) {
    for (const [, label = ''] of text.matchAll(/\$labels\.(\w+)/g)) {
      if (!labels.has(label))
        problems.push({
          where,
          what: `its text shows the label ${label}, which its query does not give`,
          fix: `It has ${[...labels].join(', ') || 'none'}.`,
        });
    }
  }
  return problems;
}

function twice(names: readonly string[]): string[] {
  return names.filter((name, i) => names.indexOf(name) !== i);
}
