import type { JudgedFlow, JudgedPeer } from './flows.ts';

/** One answer of `cilium-judge -matrix`. */
export interface Verdict {
  readonly from: { readonly namespace: string; readonly labels?: Readonly<Record<string, string>> };
  readonly to: { readonly namespace: string; readonly labels?: Readonly<Record<string, string>> };
  readonly port: number;
  readonly verdict: 'allowed' | 'denied';
}

/** Ports that pods listen on, by the name that {@link podName} gives. */
export type ListeningPorts = ReadonlyMap<string, ReadonlySet<number>>;

/** `blog-system/web`: namespace and the label by which people know the pods. */
export function podName({ namespace, labels = {} }: Verdict['from']): string {
  return `${namespace}/${labels['app'] ?? labels['app.kubernetes.io/name'] ?? (Object.values(labels).join('+') || '*')}`;
}

/** `any unlimited pod → pod:port`, or one line a pair: what passes although no flow declares it. */
export function openPaths(verdicts: readonly Verdict[], declared: readonly JudgedFlow[], listening: ListeningPorts): string[] {
  const passing = new Map<string, Set<string>>();
  const open = new Map<string, Set<string>>();
  for (const { from, to, port, verdict } of verdicts) {
    const [sender, receiver] = [podName(from), podName(to)];
    if (verdict === 'denied' || sender === receiver || listening.get(receiver)?.has(port) !== true) continue;
    const target = `${receiver}:${port}`;
    passing.set(target, (passing.get(target) ?? new Set()).add(sender));
    if (declared.some((flow) => covers(flow, from, to, port))) continue;
    open.set(target, (open.get(target) ?? new Set()).add(sender));
  }
  const unlimited = new Set([...open.values()].flatMap((from) => [...from]));
  return [...open].flatMap(([target, from]) => lines(target, from, passing.get(target) ?? from, unlimited)).sort();
}

/** One line for all pods that no policy limits, where all of them pass; otherwise one for each. */
function lines(target: string, from: ReadonlySet<string>, passing: ReadonlySet<string>, unlimited: ReadonlySet<string>): string[] {
  const everyOther = [...unlimited].every((sender) => passing.has(sender) || target.startsWith(`${sender}:`));
  return everyOther ? [`any unlimited pod → ${target}`] : [...from].map((sender) => `${sender} → ${target}`);
}

function covers(flow: JudgedFlow, from: Verdict['from'], to: Verdict['to'], port: number): boolean {
  const same = flow.port === port || flow.anyPort === true;
  return same && (flow.anyone === true || selects(flow.from, from)) && selects(flow.to, to);
}

function selects(peer: JudgedPeer, pod: Verdict['from']): boolean {
  if (!('labels' in peer) || peer.namespace !== pod.namespace) return false;
  return Object.entries(peer.labels).every(([key, value]) => pod.labels?.[key] === value);
}
