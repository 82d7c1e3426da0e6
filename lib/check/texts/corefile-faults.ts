import { nearest } from '../../values/nearest.ts';
import { textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { PLUGINS } from './coredns-plugins.ts';
import type { Directive, Server } from './corefile.ts';

export const STOPS =
  'CoreDNS does not start with it, or keeps the old settings until its pods are made anew: then no name is found in the cluster.';

/** `.` and `.:53` are one; `dns://` is what is meant without a scheme. */
export function fullZone(zone: string): string {
  const bare = zone.replace(/^dns:\/\//, '');
  return /:\d+$/.test(bare) || bare.includes('://') ? bare : `${bare}:53`;
}

type Found = Omit<Issue, 'path'> | undefined;

/** What is wrong with a plugin in its server; `map` is the name of the ConfigMap. */
export function faultOf(plugin: Directive, server: Server, map: string, world: World): Found {
  return misspelt(plugin) ?? shadowing(plugin, server) ?? unanswered(plugin, server) ?? circular(plugin, server, map, world);
}

function misspelt({ name }: Directive): Found {
  if (PLUGINS.has(name) || !/^[a-z_0-9]+$/.test(name)) return undefined;
  if (name === 'proxy') return { message: 'the plugin proxy is gone since CoreDNS 1.5', why: STOPS, fix: 'Write forward.' };
  const near = nearest(name, [...PLUGINS]);
  return near === undefined ? undefined : { message: `there is no plugin "${name}"`, why: STOPS, fix: `Did you mean "${near}"?` };
}

/** `hosts` answers for all names of its server, unless it says where else its zones end. */
function shadowing({ name, args, block }: Directive, { plugins }: Server): Found {
  if (name !== 'hosts' || args.length > 1 || block.some((each) => each.name === 'fallthrough')) return undefined;
  const behind = plugins.filter((each) => ['kubernetes', 'forward', 'file', 'etcd'].includes(each.name));
  if (behind.length === 0) return undefined;
  return {
    message: `hosts has no fallthrough, and ${behind.map((each) => each.name).join(' and ')} of this block are never asked`,
    why: 'hosts answers that every other name does not exist (NXDOMAIN): Services and the world are not found any more.',
    fix: 'Add fallthrough to the block of hosts.',
  };
}

/** A name of the cluster that is asked of a server which does not know the cluster. */
function unanswered({ name, args }: Directive, { plugins }: Server): Found {
  const target = name === 'rewrite' ? args.find((each) => /\.svc\.cluster\.local\.?$/.test(each)) : undefined;
  if (target === undefined || plugins.some((each) => each.name === 'kubernetes' || each.name === 'import')) return undefined;
  const upstream = plugins.find((each) => each.name === 'forward')?.args.slice(1) ?? [];
  if (upstream.some((each) => CLUSTER_DNS.test(each) || each.startsWith('{') || each.startsWith('__'))) return undefined;
  return {
    message: `${target} is asked of this server, which has no plugin kubernetes${upstream.length === 0 ? '' : ` and forwards to ${upstream.join(', ')}`}`,
    why: 'A rewritten name stays with the server that it came to: its upstream does not know the cluster, and the name is not found.',
    fix: 'Put rewrite into the server that has kubernetes, or forward to the DNS of the cluster.',
  };
}

/** Addresses that the DNS of a cluster usually has. */
const CLUSTER_DNS = /^10\.(?:96|43|152|100|233)\.0\.(?:10|3)(?::53)?$/;

function circular({ name, args }: Directive, { zones }: Server, map: string, world: World): Found {
  if (name !== 'forward' || map !== 'coredns' || !zones.some((zone) => fullZone(zone) === '.:53')) return undefined;
  const own = textAt(world.find('v1/Service', 'kube-system', 'kube-dns')?.object, 'spec.clusterIP');
  const back = args.slice(1).find((each) => each.startsWith('127.') || CLUSTER_DNS.test(each) || each.replace(/:53$/, '') === own);
  if (back === undefined) return undefined;
  return {
    message: `names are forwarded to ${back}, which is CoreDNS itself`,
    why: 'Each question comes back to it: with the plugin loop it ends at once ("Loop detected"), without it runs out of memory.',
    fix: 'Forward to a name server outside the cluster, or to /etc/resolv.conf of a node that names one.',
  };
}
