import { defineRule } from '../../rule.ts';
import { textsAt } from '../../read.ts';
import { exemptNamespaces } from '../../security/exemptions.ts';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS: ReadonlySet<string> = new Set(['privileged', 'baseline', 'restricted']);

export const podSecurityEffective = defineRule({
  id: 'pod-security-effective',
  severity: 'warning',
  kinds: ['v1/Namespace'],
  asks: 'A pod security label of a namespace has a level that exists, and the namespace is not exempt from it.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/',
  *check({ object }, world) {
    const labels = textsAt(object, 'metadata.labels');
    for (const mode of ['enforce', 'audit', 'warn']) {
      const level = labels[`${PREFIX}${mode}`];
      if (level === undefined || LEVELS.has(level)) continue;
      yield {
        path: `metadata.labels["${PREFIX}${mode}"]`,
        severity: 'error',
        message: `"${level}" is no level of pod security`,
        why: 'The API server refuses the label, or takes an unreadable one for the strictest and refuses the pods.',
        fix: 'Write privileged, baseline or restricted.',
      };
    }
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
