import type { KubeObject } from '../../lib/manifest/manifest.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A policy as the judge can read it, with the same meaning. It is built from Cilium 1.15, which knows no ranges of ports (each port is
 * written out), and without the agent's start, which gives the entity `cluster` its meaning (its parts are written out).
 */
export function judgedForm(policy: KubeObject): KubeObject {
  const spec: Record<string, unknown> = { ...(policy['spec'] as Fields) };
  for (const list of ['ingress', 'egress', 'ingressDeny', 'egressDeny']) {
    if (Array.isArray(spec[list])) spec[list] = (spec[list] as Fields[]).flatMap(judgedRules);
  }
  return { ...policy, spec };
}

const CLUSTER = ['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'];

function judgedRules(rule: Fields): Fields[] {
  const written = portsWritten(rule);
  for (const [list, endpoints] of [
    ['fromEntities', 'fromEndpoints'],
    ['toEntities', 'toEndpoints'],
  ] as const) {
    const entities = written[list] as readonly string[] | undefined;
    if (entities?.includes('cluster') !== true) continue;
    const { [list]: _, ...rest } = written;
    const pods = { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] };
    return [
      { ...rest, [list]: [...entities.filter((each) => each !== 'cluster'), ...CLUSTER] },
      { ...rest, [endpoints]: [pods] },
    ];
  }
  return [written];
}

function portsWritten(rule: Fields): Fields {
  if (Array.isArray(rule['ports'])) return { ...rule, ports: (rule['ports'] as Fields[]).flatMap(each) };
  if (!Array.isArray(rule['toPorts'])) return rule;
  return { ...rule, toPorts: (rule['toPorts'] as { ports: Fields[] }[]).map(({ ports }) => ({ ports: ports.flatMap(each) })) };
}

/** One entry for each port of a range, written as the first one is. */
function each({ port, endPort, ...rest }: Fields): Fields[] {
  const first = Number(port);
  const last = Number(endPort ?? first);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    port: typeof port === 'string' ? String(first + index) : first + index,
    ...rest,
  }));
}
