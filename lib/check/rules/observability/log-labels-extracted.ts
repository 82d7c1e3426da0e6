import { pipelinesIn } from '../../observability/log-pipelines.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { fields, fieldsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

/** Stages that bring fields whose names only the log lines know. */
const OPEN = ['cri', 'docker', 'static_labels', 'structured_metadata', 'eventlogmessage', 'geoip'];

export const logLabelsExtracted = defineRule({
  id: 'log-labels-extracted',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Stages of a log pipeline read fields that an earlier stage extracts.',
  source: 'https://grafana.com/docs/loki/latest/send-data/promtail/stages/labels/',
  *check(manifest, world) {
    for (const { name: whose, stages, pathOf } of pipelinesIn(manifest, world)) {
      const extracted = new Set<string>(['filename', 'stream', 'flags', 'content', 'timestamp', 'time']);
      let open = false;
      for (const [place, stage] of stages.entries()) {
        for (const name of namesOf(stage)) extracted.add(name);
        const lines = fieldsAt(stage, 'match');
        open ||= Object.keys(lines).length > 0 || 'multiline' in fields(stage) || 'pack' in fields(stage);
        const wanted = Object.entries(fieldsAt(stage, 'labels')).map(([label, source]) => nameOr(text(source), label));
        const lost = open ? undefined : wanted.find((name) => !extracted.has(name));
        if (lost === undefined || OPEN.includes(lost)) continue;
        const near = nearName(lost, extracted);
        yield {
          path: pathOf(place),
          message: `${whose}: the stage labels reads ${lost}, which no stage before it extracts`,
          why: 'The label never appears: selectors by it find no logs.',
          fix: near === undefined ? 'Extract it with json, logfmt or regex first.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** A label without a source is made of the field of its own name. */
function nameOr(source: string | undefined, label: string): string {
  return source === undefined || source === '' ? label : source;
}

/** Fields that a stage extracts. */
function namesOf(stage: unknown): readonly string[] {
  const expressions = ['json.expressions', 'logfmt.mapping'].flatMap((path) => Object.keys(fieldsAt(stage, path)));
  const groups = [textAt(stage, 'regex.expression') ?? '', textAt(stage, 'pattern.expression') ?? ''].flatMap((expression) =>
    [...expression.matchAll(/\(\?P?<(\w+)>|<(\w+)>/g)].map(([, group, named]) => group ?? named ?? ''),
  );
  const sources = ['template.source', 'timestamp.source', 'replace.source', 'tenant.source', 'sampling.source'].flatMap(
    (path) => textAt(fieldsAt(stage, path.split('.')[0] ?? ''), 'source') ?? [],
  );
  return [...expressions, ...groups, ...sources, ...Object.keys(fieldsAt(stage, 'static_labels'))];
}
