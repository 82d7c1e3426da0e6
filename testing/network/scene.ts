import { gunzipSync } from 'node:zlib';
import type { Flow, Peer } from '../../lib/check/network/peer.ts';
import { podPeer } from '../../lib/check/network/peer.ts';
import type { KubeObject } from '../../lib/manifest/manifest.ts';

type Labels = Readonly<Record<string, string>>;

/** An end of a flow in the words of `cilium-judge -flows`. */
export type JudgedPeer = { readonly namespace: string; readonly labels: Labels } | { readonly entity: string } | { readonly ip: string };

/** From, to (places in the list of peers), port, protocol. */
export type ShortFlow = readonly [from: number, to: number, port: number, protocol: 'TCP' | 'UDP'];

/** A small cluster, its policies, and flows through them. */
export interface Scene {
  readonly namespaces: Readonly<Record<string, Labels>>;
  readonly policies: readonly KubeObject[];
  readonly peers: readonly JudgedPeer[];
  readonly flows: readonly ShortFlow[];
}

/** What Cilium says of each flow of a scene, in order: `a` allowed or `d` denied, on the way out and on the way in. */
export interface JudgedScene extends Scene {
  readonly verdicts: readonly string[];
}

/** Scenes and verdicts as they stand in `pairs.jsonl.gz`. */
export function readScenes(packed: Uint8Array): readonly JudgedScene[] {
  return gunzipSync(packed)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JudgedScene);
}

export function flowOf({ peers, namespaces }: Scene, [from, to, port, protocol]: ShortFlow): Flow {
  const peer = (place: number): Peer => {
    const each = peers[place];
    if (each === undefined) throw new RangeError(`no peer ${place}`);
    if ('ip' in each) return { kind: 'address', address: each.ip };
    if ('entity' in each) return { kind: 'entity', entity: each.entity };
    return podPeer(each.namespace, each.labels, { namespaceLabels: namespaces[each.namespace] ?? {} });
  };
  return { from: peer(from), to: peer(to), port, protocol };
}
