import { pipelinesIn, type LogPipeline } from '../../observability/log-pipelines.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { fields, fieldsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Names of formats that the stage knows by themselves. */
const FORMATS = /^(ANSIC|UnixDate|RubyDate|RFC822Z?|RFC850|RFC1123Z?|RFC3339(Nano)?|Unix|UnixMs|UnixUs|UnixNs)$/;
/** Values of which there are as many as requests. */
const MANY =
  /^(trace(_?id)?|span(_?id)?|request_?id|user_?id|session_?id|correlation_?id|ip|client_?ip|remote_?addr|url|path|message|msg|timestamp|ts|duration|latency)$/i;
/** Stages that read the line; before the words of the runtime are taken off they meet a time instead. */
const READERS = ['json', 'logfmt'];

export const logStagesWork = defineRule({
  id: 'log-stages-work',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Stages of a log pipeline stand in an order in which they find something, read what was extracted, and make few labels.',
  source:
    'https://grafana.com/docs/loki/latest/send-data/promtail/stages/; https://grafana.com/docs/loki/latest/get-started/labels/cardinality/',
  *check(manifest, world) {
    for (const pipeline of pipelinesIn(manifest, world)) yield* faults(pipeline);
  },
});

function* faults({ name, stages, pathOf, ofPods }: LogPipeline): Iterable<Issue> {
  const unpacks = stages.findIndex((stage) => 'cri' in fields(stage) || 'docker' in fields(stage));
  const early = stages.findIndex((stage, index) => index < unpacks && READERS.some((reader) => reader in fields(stage)));
  if (ofPods && early !== -1) {
    yield {
      path: pathOf(early),
      message: `${name}: the stage ${READERS.find((reader) => reader in fields(stages[early])) ?? ''} stands before ${'cri' in fields(stages[unpacks]) ? 'cri' : 'docker'}`,
      why: 'The line still begins with its time and "stdout F": nothing is read from it, and what later stages need is missing.',
      fix: 'Put cri first.',
    };
  }
  const extracted = new Set(['time', 'stream', 'flags', 'content', 'output', 'filename', 'timestamp']);
  for (const [index, stage] of stages.entries()) {
    for (const key of [...Object.keys(fieldsAt(stage, 'json.expressions')), ...Object.keys(fieldsAt(stage, 'logfmt.mapping'))])
      extracted.add(key);
    const expression = textAt(stage, 'regex.expression');
    const groups = [...(expression ?? '').matchAll(/\(\?P?<(\w+)>/g)].map(([, group = '']) => group);
    for (const group of groups) extracted.add(group);
    for (const each of ['template', 'replace']) extracted.add(textAt(fieldsAt(stage, each), 'source') ?? '');
    const made = Object.keys(fieldsAt(stage, 'labels')).find((label) => MANY.test(label));
    const [source, format] = [textAt(stage, 'timestamp.source'), textAt(stage, 'timestamp.format')];
    const path = pathOf(index);
    // What a match or a pack does inside is not followed.
    const open = stages.slice(0, index).some((each) => 'match' in fields(each) || 'pack' in fields(each));
    if (expression !== undefined && groups.length === 0) {
      yield {
        path,
        message: `${name}: the expression ${expression} has no group with a name`,
        why: 'Promtail refuses the configuration: "regex stage: the regular expression must have at least one named capture group".',
        fix: 'Name the group: (?P<level>\\w+).',
      };
    }
    if (source !== undefined && source !== '' && !extracted.has(source) && !open) {
      yield {
        path,
        message: `${name}: the stage timestamp reads ${source}, which no stage before it extracts`,
        why: 'Lines keep the time at which they were read: after a pause the order is wrong, and old lines look new.',
        fix: `Extract ${source} with json, logfmt or regex first, or name one of ${[...extracted].slice(7).join(', ') || 'what is extracted'}.`,
      };
    }
    if (format !== undefined && !FORMATS.test(format) && !/2006|Jan|\b0?1\/0?2\b|05|15/.test(format)) {
      yield {
        path,
        message: `${name}: "${format}" is no format of a time as Go writes it`,
        why: 'No time is ever read: lines keep the time at which they were read.',
        fix: 'Write the reference time in your form (2006-01-02 15:04:05), or a name such as RFC3339Nano.',
      };
    }
    if (made === undefined) continue;
    yield {
      path,
      severity: 'warning',
      message: `${name}: ${made} becomes a label, and has a value of its own in nearly every line`,
      why: 'Each value is a stream of its own: Loki fills its memory and refuses lines (maximum active stream limit exceeded).',
      fix: 'Leave it in the line and filter with | json, or make it structured metadata.',
    };
  }
}
