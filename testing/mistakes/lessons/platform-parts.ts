import { kube } from '../../../lib/check/testing.ts';
import { chartApp, yaml } from '../parts.ts';

export function application(chart: readonly [string, string, string], namespace: string, values: object): string {
  return yaml(chartApp(chart[1], chart, namespace, values));
}

export function policy(name: string, spec: object): string {
  return yaml(kube('kyverno.io/v1/ClusterPolicy', { name }, { spec }));
}

export const pods = { any: [{ resources: { kinds: ['Pod'] } }] };
