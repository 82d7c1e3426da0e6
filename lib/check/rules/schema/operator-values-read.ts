import { didYouMean, nearest } from '../../../values/nearest.ts';
import { at, fields, text, textAt } from '../../read.ts';
import { defineRule, kindOf, type Issue } from '../../rule.ts';
import { cronProblem } from '../../schema/cron.ts';
import { GO_DURATION } from '../../schema/formats.ts';
import { KEDA_KINDS, kedaFaults } from '../../schema/keda.ts';
import { OPERATOR_FIELDS, OPERATOR_KINDS } from '../../schema/operator-fields.ts';

export const operatorValuesRead = defineRule({
  id: 'operator-values-read',
  severity: 'error',
  kinds: [...KEDA_KINDS, ...OPERATOR_KINDS],
  asks: 'Durations, schedules and settings in the objects of operators are written as the operator reads them.',
  source:
    'https://pkg.go.dev/time#ParseDuration; https://velero.io/docs/main/api-types/schedule/; https://keda.sh/docs/latest/reference/scaledobject-spec/',
  *check({ object }) {
    const kind = kindOf(object);
    for (const path of OPERATOR_FIELDS.durations[kind] ?? []) {
      const value = textAt(object, path);
      if (value === undefined || GO_DURATION.test(value) || /[$<{]/.test(value)) continue;
      const days = /^(\d+)(d|w)$/.exec(value);
      yield {
        path,
        message: `"${value}" is no duration that ${object.kind} takes`,
        why: 'The API server or the operator refuses the object, and what was asked for is never done.',
        fix:
          days === null
            ? 'Write it in h, m and s: 1h30m.'
            : `Write ${Number(days[1]) * 24 * (days[2] === 'w' ? 7 : 1)}h: hours are the largest unit.`,
      };
    }
    for (const path of OPERATOR_FIELDS.schedules[kind] ?? []) {
      const value = textAt(object, path);
      const problem =
        value === undefined || /[$<{]/.test(value) || value.startsWith('TZ=') || value.startsWith('CRON_TZ=')
          ? undefined
          : cronProblem(value);
      if (problem === undefined) continue;
      yield {
        path,
        message: problem.message,
        why: 'The operator refuses the schedule, or never starts what it is for; nobody is told until it is missed.',
        fix: problem.fix,
      };
    }
    yield* words(object, kind);
    yield* kedaFaults(object);
  },
});

function* words(object: unknown, kind: string): Iterable<Issue> {
  for (const [path, known] of Object.entries(OPERATOR_FIELDS.choices[kind] ?? {})) {
    const value = at(object, path);
    for (const each of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      const written = text(each);
      if (written === undefined || known.includes(written) || /[$<{]/.test(written)) continue;
      yield {
        path,
        message: `"${written}" is none of ${known.join(', ')}`,
        why: 'The API server or the operator refuses the object, and what was asked for is never done.',
        fix: didYouMean(written, known),
      };
    }
  }
  for (const [path, known] of Object.entries(OPERATOR_FIELDS.names[kind] ?? {})) {
    for (const name of Object.keys(fields(at(object, path)))) {
      const near = known.includes(name) ? undefined : nearest(name, known);
      if (near === undefined) continue;
      const why = 'The field is dropped in silence, or the object is refused: the default stays in force.';
      yield { path: `${path}.${name}`, message: `there is no field ${name} in ${path}`, why, fix: `Did you mean "${near}"?` };
    }
  }
}
