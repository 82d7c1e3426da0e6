import { everywhere } from '../../clusters/where.ts';
import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, someString, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { chartDefaultClass } from '../../scheduling/passed-volumes.ts';
import { k3sServer, k3sText } from '../../texts/k3s.ts';
import type { World } from '../../world.ts';

interface Bundled extends Pick<Issue, 'severity' | 'why' | 'fix'> {
  /** Words that tell k3s to leave its own out, or show that somebody thought of it. */
  readonly told: RegExp;
  readonly what: string;
  readonly beside: (world: World) => boolean;
}

/** What k3s brings beside something of the tree, and is told nothing about. */
function clashes(world: World): readonly Bundled[] {
  return world.everywhere.once('parts of k3s beside others', () => {
    const all = k3sText(world);
    // Of two kinds of clusters nobody knows which one the rest of the tree is for.
    if (/\bkubeadm\s+init\b/.test(all)) return [];
    return BUNDLED.filter(({ told, beside }) => !told.test(all) && beside(world));
  });
}

function has(world: World, wanted: string, fits: (values: unknown) => boolean = () => true): boolean {
  return [...world.everywhere.worlds.values()].some((each) =>
    releasesOf(each).some(({ chart, values }) => chart === wanted && fits(values)),
  );
}

/** @see https://docs.k3s.io/installation/packaged-components */
const BUNDLED: readonly Bundled[] = [
  {
    told: /servicelb/,
    what: 'its own balancer (servicelb) beside MetalLB',
    beside: (world) => everywhere(world, 'metallb.io/v1beta1/IPAddressPool').length > 0 || has(world, 'metallb'),
    why: 'Both write the address of every LoadBalancer: it changes between that of the pool and those of the nodes, and the pods svclb-… take the ports of the nodes.',
    fix: 'Start k3s with --disable servicelb.',
  },
  {
    severity: 'error',
    told: /flannel-backend["']?\s*[=:\s]\s*["']?none|disable-?flannel/i,
    what: 'its own network (flannel) beside Cilium',
    // Chained onto another network it is meant to be the second.
    beside: (world) =>
      has(world, 'cilium', (values) => (textAt(values, 'cni.chainingMode') ?? 'none') === 'none' && at(values, 'cni.exclusive') !== false),
    why: 'Two networks give pods addresses: which one a pod gets hangs on which started last, and pods of one do not reach those of the other.',
    fix: 'Start k3s with --flannel-backend=none --disable-network-policy.',
  },
  {
    told: /disable\b[^\n]*\btraefik|no-deploy[^\n]*\btraefik|^\s*-\s*["']?traefik/m,
    what: 'its own Traefik beside that of the chart',
    beside: (world) => has(world, 'traefik'),
    why: 'Two controllers serve the IngressClass traefik and ask for ports 80 and 443: one of them has no address, and routes answer from whichever has it.',
    fix: 'Start k3s with --disable traefik, or configure its own with a HelmChartConfig.',
  },
  {
    told: /disable\b[^\n]*metrics-server|no-deploy[^\n]*metrics-server|^\s*-\s*["']?metrics-server/m,
    what: 'its own metrics-server beside that of the chart',
    beside: (world) => has(world, 'metrics-server'),
    why: 'One APIService has two owners: Helm refuses what it did not make, or kubectl top and autoscalers get figures now from one and now from the other.',
    fix: 'Start k3s with --disable metrics-server, or leave the chart out.',
  },
  {
    told: /local-storage|local-path/,
    what: 'its own default storage class (local-path) beside that of Longhorn',
    beside: (world) =>
      [...world.everywhere.worlds.values()].some((each) => chartDefaultClass(each) !== undefined) && !namesLocalPath(world),
    why: 'Claims without a class get the one that was made last: whether a database has copies on other nodes hangs on which came up first.',
    fix: 'Start k3s with --disable local-storage, or set persistence.defaultClass: false for Longhorn.',
  },
];

/** Somebody makes the class of k3s a plain one, by an object or a command. */
function namesLocalPath(world: World): boolean {
  return (
    everywhere(world, 'storage.k8s.io/v1/StorageClass').some(({ manifest }) => manifest.object.metadata.name === 'local-path') ||
    (['Script', 'Workflow', 'Guide', 'Aside', 'Config', 'TextFile'] as const)
      .flatMap((kind) => everywhere(world, documentKind(kind)))
      .some(({ manifest }) => someString(manifest.object, (value) => value.includes('local-path')))
  );
}

export const k3sFitsAddons = defineRule({
  id: 'k3s-fits-addons',
  severity: 'warning',
  kinds: [documentKind('Script'), documentKind('Config'), documentKind('TextFile')],
  asks: 'Where k3s brings a part that the tree installs by itself (balancer, network, ingress, metrics, storage), it is told to leave its own out.',
  source: 'https://docs.k3s.io/installation/packaged-components; https://docs.k3s.io/networking/basic-network-options#custom-cni',
  *check(manifest, world) {
    const path = k3sServer(manifest);
    if (path === undefined) return;
    for (const { what, severity, why, fix } of clashes(world)) {
      yield { path, ...(severity === undefined ? {} : { severity }), message: `k3s is started with ${what}`, why, fix };
    }
  },
});
