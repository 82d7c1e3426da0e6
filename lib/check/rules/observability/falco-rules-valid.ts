import { FALCO_MACROS, isTuned } from '../../observability/falco-names.ts';
import { SHAPE_KINDS, partPath, shapesIn, shapesOfKind } from '../../observability/shapes.ts';
import { fields, items, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

const PRIORITIES = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'INFORMATIONAL', 'DEBUG'];

export const falcoRulesValid = defineRule({
  id: 'falco-rules-valid',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Rules of Falco are complete, their priorities exist, and the macros that they use are defined.',
  source: 'https://falco.org/docs/reference/rules/rule-fields/; https://falco.org/docs/concepts/rules/overriding/',
  *check(manifest, world) {
    const all = shapesOfKind(world, 'falco').flatMap(({ content }) => items(content));
    const defined = all.flatMap((each) => textAt(each, 'macro') ?? textAt(each, 'list') ?? []);
    const plugged = all.some((each) => !['syscall', undefined].includes(textAt(each, 'source')));
    const refused = 'Falco refuses the whole file and does not start: nothing is watched.';
    for (const shape of shapesIn(world, manifest, 'falco')) {
      for (const [index, each] of items(shape.content).entries()) {
        const rule = textAt(each, 'rule');
        const path = partPath(shape, index);
        const adds =
          fields(each)['append'] === true ||
          fields(each)['override'] !== undefined ||
          (rule !== undefined && fields(each)['enabled'] !== undefined && fields(each)['condition'] === undefined);
        if (rule !== undefined && !adds) {
          const lacks = ['condition', 'desc', 'output', 'priority'].filter((key) => text(fields(each)[key]) === undefined);
          if (lacks.length > 0)
            yield { path, message: `Falco rule "${rule}" has no ${lacks.join(' and no ')}`, why: refused, fix: `Add ${lacks.join(', ')}.` };
        }
        const field = unknownField(`${textAt(each, 'output') ?? ''} ${textAt(each, 'condition') ?? ''}`);
        if (rule !== undefined && field !== undefined) {
          yield {
            path,
            message: `Falco rule "${rule}" reads ${field.name}, which is no field of Falco`,
            why: 'Falco refuses the whole file of rules: at its start it ends with an error, later it keeps the rules of before.',
            fix: `Did you mean "${field.near}"?`,
          };
        }
        const priority = textAt(each, 'priority');
        if (priority !== undefined && !PRIORITIES.includes(priority.toUpperCase())) {
          const near = PRIORITIES.find((each) => each.startsWith(priority.toUpperCase())) ?? nearName(priority.toUpperCase(), PRIORITIES);
          yield {
            path,
            message: `Falco rule "${rule ?? ''}" has the priority ${priority}, which does not exist`,
            why: refused,
            fix: near === undefined ? `Write one of ${PRIORITIES.join(', ')}.` : `Did you mean ${near}?`,
          };
        }
        const condition = textAt(each, 'condition');
        if (condition === undefined) continue;
        const open = [...condition.replace(/"[^"]*"|'[^']*'/g, '""')].reduce(
          (depth, letter) => depth + (letter === '(' ? 1 : letter === ')' ? -1 : 0),
          0,
        );
        if (open !== 0)
          yield {
            path,
            message: `the condition of "${rule ?? textAt(each, 'macro') ?? ''}" has ${open > 0 ? `${open} bracket(s) not closed` : `${-open} bracket(s) too many`}`,
            why: refused,
            fix: 'Correct the brackets.',
          };
        // Plugins have macros of their own.
        if (!['syscall', undefined].includes(textAt(each, 'source'))) continue;
        for (const name of macrosIn(condition)) {
          if (defined.includes(name) || FALCO_MACROS.has(name)) continue;
          const near = nearName(name, [...defined, ...FALCO_MACROS]);
          // Names for tuning come and go with the releases: only a slip for another one is told.
          if (near === undefined && (isTuned(name) || plugged)) continue;
          yield {
            path,
            severity: 'warning',
            message: `"${rule ?? textAt(each, 'macro') ?? ''}" uses the macro ${name}, which neither this tree nor Falco defines`,
            why: refused,
            fix: near === undefined ? `Add the macro ${name}, or write its condition out.` : `Did you mean "${near}"?`,
          };
        }
      }
    }
  },
});

/** Words of a condition that stand alone: no field, no operator, no value. */
function macrosIn(condition: string): readonly string[] {
  const plain = condition.replace(/"[^"]*"|'[^']*'|\([^()]*,[^()]*\)/g, ' "" ');
  return plain
    .split(/\b(?:and|or|not)\b|[()]/)
    .map((part) => part.trim())
    .filter((part) => /^[a-z]\w*$/i.test(part));
}

/** Fields of containers, pods and users. @see https://falco.org/docs/reference/rules/supported-fields/ */
const FIELDS =
  'container.id container.full_id container.name container.image container.image.id container.type container.privileged container.mounts container.mount container.image.repository container.image.tag container.image.digest container.healthcheck container.liveness_probe container.readiness_probe container.start_ts container.duration container.ip container.cni.json container.host_pid container.host_network container.host_ipc container.label container.labels k8s.ns.name k8s.pod.name k8s.pod.id k8s.pod.uid k8s.pod.sandbox_id k8s.pod.full_sandbox_id k8s.pod.label k8s.pod.labels k8s.pod.ip k8s.pod.cni.json k8s.rc.name k8s.rc.id k8s.svc.name k8s.svc.id k8s.rs.name k8s.rs.id k8s.deployment.name k8s.deployment.id user.uid user.name user.homedir user.shell user.loginuid user.loginname group.gid group.name'.split(
    ' ',
  );

/** A field that is nearly one of these: others may be those of plug-ins. */
function unknownField(text: string): { readonly name: string; readonly near: string } | undefined {
  for (const [, name = ''] of text.matchAll(/(?<![\w.])%?((?:container|k8s|user|group)\.[a-z][\w.]*\w)(?![\w.[(])/g)) {
    if (FIELDS.includes(name)) continue;
    const near = FIELDS.find((each) => each.replace(/[._]/g, '') === name.replace(/[._]/g, '')) ?? nearName(name, FIELDS);
    if (
      near !== undefined &&
      /^k8s\.|^container\./.test(name) &&
      near.split('.')[0] === name.split('.')[0] &&
      Math.abs(near.length - name.length) <= 2
    )
      return { name, near };
  }
  return undefined;
}
