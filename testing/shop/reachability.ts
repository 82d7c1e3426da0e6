import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { Cidr } from '../../lib/values/cidr.ts';

/** Pods as a NetworkPolicy sees them. */
export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

type Labels = Readonly<Record<string, string>>;
type Direction = 'Ingress' | 'Egress';

/** The part of a policy's rule that is read here. */
interface Rule {
  readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
  readonly from?: readonly End[];
  readonly to?: readonly End[];
}

interface End {
  readonly podSelector?: { readonly matchLabels?: Labels };
  readonly namespaceSelector?: { readonly matchLabels?: Labels };
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/**
 * What finished NetworkPolicies let through, read as Kubernetes describes them and without any of our constructs:
 * the proof that they say what was declared.
 */
export class Reachability {
  constructor(private readonly policies: readonly KubeObject[]) {}

  /** Whether a connection to a pod, or to an address outside the cluster, gets through at both ends. */
  passes(from: Pod, to: Pod | string, port: number, protocol = 'TCP'): boolean {
    if (!this.open('Egress', from, to, port, protocol)) return false;
    return typeof to === 'string' || this.open('Ingress', to, from, port, protocol);
  }

  private open(direction: Direction, pod: Pod, other: Pod | string, port: number, protocol: string): boolean {
    const here = this.policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === pod.namespace && spec.policyTypes.includes(direction) && matches(spec.podSelector, pod.labels),
    );
    if (here.length === 0) return true;
    return here.some(({ metadata, spec }) => {
      const rules = (direction === 'Ingress' ? spec.ingress : spec.egress) as readonly Rule[] | undefined;
      return (rules ?? []).some(
        ({ ports, from, to }) =>
          (ports === undefined || ports.some((each) => each.port === port && each.protocol === protocol)) &&
          ends(direction === 'Ingress' ? from : to, other, metadata.namespace ?? ''),
      );
    });
  }
}

function ends(list: readonly End[] | undefined, other: Pod | string, namespace: string): boolean {
  if (list === undefined) return true;
  return list.some(({ podSelector, namespaceSelector, ipBlock }) => {
    if (typeof other === 'string') {
      return (
        ipBlock !== undefined &&
        Cidr.parse(ipBlock.cidr).contains(other) &&
        !ipBlock.except?.some((each) => Cidr.parse(each).contains(other))
      );
    }
    if (ipBlock !== undefined) return false;
    const neighbour =
      namespaceSelector === undefined
        ? other.namespace === namespace
        : matches(namespaceSelector, { 'kubernetes.io/metadata.name': other.namespace });
    return neighbour && (podSelector === undefined || matches(podSelector, other.labels));
  });
}

function matches({ matchLabels = {} }: { readonly matchLabels?: Labels }, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
