import { didYouMean } from '../../../values/nearest.ts';
import { documentKind } from '../../document.ts';
import { textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { exemptNamespaces } from '../../security/exemptions.ts';
import { labelsNamespaces } from '../../security/scripted-labels.ts';
import { commandsOf } from '../../texts/commands.ts';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS: ReadonlySet<string> = new Set(['privileged', 'baseline', 'restricted']);

export const podSecurityEffective = defineRule({
  id: 'pod-security-effective',
  severity: 'warning',
  kinds: ['v1/Namespace', documentKind('Script')],
  asks: 'A pod security label of a namespace has a level that exists, and the namespace is not exempt from it.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'Script') {
      for (const { command, path } of commandsOf(manifest, world))
        for (const issue of wrong(labelsNamespaces(command)?.labels ?? {})) yield { ...issue, path };
      return;
    }
    const labels = textsAt(object, 'metadata.labels');
    yield* wrong(labels);
    const enforced = labels[`${PREFIX}enforce`];
    if (enforced === undefined || enforced === 'privileged' || !exemptNamespaces(world).has(object.metadata.name)) return;
    yield {
      path: `metadata.labels["${PREFIX}enforce"]`,
      message: `the label enforces ${enforced}, but the AdmissionConfiguration exempts namespace ${object.metadata.name} altogether`,
      why: 'The label does nothing: privileged pods are taken, while everybody who reads it believes that they are refused.',
      fix: 'Remove the namespace from exemptions.namespaces, or the label.',
    };
  },
});

const MODES: ReadonlySet<string> = new Set(['enforce', 'audit', 'warn']);

function* wrong(labels: Readonly<Record<string, string>>): Iterable<Issue> {
  for (const [label, value] of Object.entries(labels)) {
    if (!label.startsWith(PREFIX) || /[${]/.test(value)) continue;
    const path = `metadata.labels["${label}"]`;
    const [, mode = '', version] = /^(.+?)(-version)?$/.exec(label.slice(PREFIX.length)) ?? [];
    if (!MODES.has(mode)) {
      const why = 'Pod security reads only its own labels: nothing is enforced, and every pod is taken.';
      yield { path, severity: 'error', message: `${label} is no label of pod security`, why, fix: didYouMean(mode, MODES) };
    } else if (version === undefined && !LEVELS.has(value)) {
      const why = 'The API server refuses the label, or takes an unreadable one for the strictest and refuses the pods.';
      yield {
        path,
        severity: 'error',
        message: `"${value}" is no level of pod security`,
        why,
        fix: 'Write privileged, baseline or restricted.',
      };
    } else if (version !== undefined && !/^(latest|v1\.\d+)$/.test(value)) {
      const why = 'The API server refuses the namespace, and with it everything that is in it.';
      yield {
        path,
        severity: 'error',
        message: `"${value}" is no version of pod security`,
        why,
        fix: 'Write latest, or a minor version such as v1.35.',
      };
    }
  }
}
