import { strings, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { ansibleText, machinesText } from './machines.ts';
import { setupTexts } from './node-setup.ts';

/** @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/ */
const VERSIONS = ['v1beta4', 'v1beta3'];
export const CLUSTERS = VERSIONS.map((version) => `kubeadm.k8s.io/${version}/ClusterConfiguration`);
const JOINS = VERSIONS.map((version) => `kubeadm.k8s.io/${version}/JoinConfiguration`);

/** A call of `kubeadm init` in a script, cloud-init or Ansible, with its continued lines. */
export interface InitCall {
  readonly path: string;
  readonly call: string;
}

export function initCalls(manifest: WorldObject): readonly InitCall[] {
  const { object } = manifest;
  if (object.kind === 'Script') return callsIn(textAt(object, 'text') ?? '').map(({ call, line }) => ({ path: `line ${line}`, call }));
  const isSetup = setupTexts(manifest).length > 0 || ansibleText(object['content']).length > 0;
  const texts = isSetup ? [...strings(object['content'] ?? {}, 'content')] : [];
  return texts.flatMap(({ path, value }) => callsIn(value).map(({ call }) => ({ path, call })));
}

/** Whether a call anywhere in the tree is told an address for all control planes. */
export function hasEndpoint(world: World): boolean {
  return world.everywhere.once('kubeadm init has an endpoint', () =>
    callsIn(machinesText(world)).some(({ call }) => call.includes('--control-plane-endpoint')),
  );
}

/** Whether more than the first control plane joins: by a call, or by a file of kubeadm. */
export function joinsMore(world: World): boolean {
  return world.everywhere.once('further control planes join', () => {
    const joined = /^(?!\s*#).*(?:\bjoin\b|certificate-key).*--control-plane(?![\w-])/im.test(whole(machinesText(world)));
    return joined || [...world.everywhere.worlds.values()].some((each) => JOINS.some((kind) => each.ofKind(kind).some(isControl)));
  });
}

function isControl({ object }: WorldObject): boolean {
  return 'controlPlane' in object;
}

function callsIn(text: string): readonly { readonly call: string; readonly line: number }[] {
  if (!text.includes('kubeadm')) return [];
  const all = whole(text);
  return [...all.matchAll(/^(?!\s*#).*?\b(kubeadm\s+init\b(?!\s+phase)[^\n;&|]*)/gm)].map(({ 1: call = '', index }) => ({
    call,
    line: all.slice(0, index).split('\n').length,
  }));
}

/** Continued lines in one, with as many breaks behind it. */
function whole(text: string): string {
  return text.replaceAll(/(?:[^\n]*\\\r?\n)+[^\n]*/g, (lines) => {
    const parts = lines.split(/\\\r?\n/);
    return parts.join(' ') + '\n'.repeat(parts.length - 1);
  });
}
