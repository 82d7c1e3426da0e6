import { nearest } from '../../values/nearest.ts';
import { fieldsAt, itemsAt, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';

/** Fields of a ScaledObject by their place. @see https://keda.sh/docs/latest/reference/scaledobject-spec/ */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  spec: [
    ...['advanced', 'cooldownPeriod', 'fallback', 'idleReplicaCount', 'initialCooldownPeriod', 'maxReplicaCount', 'minReplicaCount'],
    ...['pollingInterval', 'scaleTargetRef', 'triggers'],
  ],
  'spec.advanced': ['horizontalPodAutoscalerConfig', 'restoreToOriginalReplicaCount', 'scalingModifiers'],
  'spec.advanced.horizontalPodAutoscalerConfig': ['behavior', 'name'],
  'spec.scaleTargetRef': ['apiVersion', 'envSourceContainerName', 'kind', 'name'],
  'spec.fallback': ['behavior', 'failureThreshold', 'replicas'],
};

/** Fields that stand in a place where a ScaledObject has none of that name, while another place has one. */
export function* misplacedFields(object: unknown): Iterable<Issue> {
  for (const [place, known] of Object.entries(FIELDS)) {
    for (const name of Object.keys(fieldsAt(object, place))) {
      if (known.includes(name)) continue;
      const [home] = Object.entries(FIELDS).find(([, names]) => names.includes(name)) ?? [];
      const near = nearest(name, known);
      if (home === undefined && near === undefined) continue;
      yield {
        path: `${place}.${name}`,
        severity: 'warning',
        message: `${place} of a ScaledObject has no ${name}${home === undefined ? '' : `; ${home} has it`}`,
        why: 'The API server leaves the field out, without an error: what it says does not apply.',
        fix: home === undefined ? `Did you mean "${near ?? ''}"?` : `Move it into ${home}.`,
      };
    }
  }
}

/** Addresses that the operator asks, by the type of the trigger. */
const ASKED: Readonly<Record<string, string>> = {
  graphite: 'serverAddress',
  loki: 'serverAddress',
  'metrics-api': 'url',
  prometheus: 'serverAddress',
};

/** Addresses that lead from the operator to itself, or nowhere. */
export function* unreachable(object: unknown): Iterable<Issue> {
  for (const [index, trigger] of itemsAt(object, 'spec.triggers').entries()) {
    const type = textAt(trigger, 'type') ?? '';
    const key = Object.hasOwn(ASKED, type) ? (ASKED[type] ?? '') : '';
    const url = key === '' ? '' : (textAt(trigger, `metadata.${key}`) ?? '');
    const path = `spec.triggers[${index}].metadata.${key}`;
    if (/^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(url))
      yield {
        path,
        message: `the ${type} trigger asks ${url}, which is the pod of KEDA's operator itself`,
        why: 'Nothing answers there ("connection refused"): the trigger fails at each look, and nothing is scaled.',
        fix: 'Name the Service, with its namespace: http://prometheus-operated.monitoring.svc:9090.',
      };
    else if (/^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*(?::\d{2,5})?(?:\/|$)/i.test(url))
      yield {
        path,
        message: `the ${type} trigger asks ${url}, without a scheme`,
        why: 'The name of the host is taken for a scheme ("unsupported protocol scheme"): the trigger fails at each look, and nothing is scaled.',
        fix: `Write http://${url}.`,
      };
  }
}
