import type { AddressRange } from '../values/cidr.ts';
import type { Draft, Part } from './draft.ts';
import { clusterSchema, domainSchema, hostSchema, loadBalancerSchema, networksSchema, nodeSchema } from './schema.ts';

const shape = networksSchema.shape;

/** Machines and addresses: who is where, and nobody twice. */
export function judgeNetworks(draft: Draft): void {
  const lan = draft.part(['networks', 'lan'], shape.lan);
  const pool = draft.part(['networks', 'loadBalancer', 'pool'], loadBalancerSchema.shape.pool);
  const ingress = draft.part(['networks', 'loadBalancer', 'ingress'], loadBalancerSchema.shape.ingress);

  const range = draft.part(['networks', 'nodes'], shape.nodes);
  const clusterMesh = draft.part(['networks', 'loadBalancer', 'clusterMesh'], loadBalancerSchema.shape.clusterMesh);

  judgeNodes(draft, lan?.value, pool?.value, range?.value);
  judgeNodePorts(draft);
  judgeOverlaps(draft);

  if (pool !== undefined && lan !== undefined && !lan.value.containsRange(pool.value)) {
    draft.refuse(
      pool.path,
      `${pool.value.text} is not inside the LAN ${lan.value.text}, so nothing would answer for its addresses`,
      `Choose addresses of ${lan.value.text}.`,
    );
  }
  if (range?.value !== undefined && lan !== undefined && !lan.value.containsRange(range.value)) {
    draft.refuse(range.path, `${range.value.text} is not inside the LAN ${lan.value.text}`, `Choose addresses of ${lan.value.text}.`);
  }
  if (range?.value !== undefined && pool !== undefined && range.value.overlaps(pool.value)) {
    draft.refuse(
      range.path,
      `${range.value.text} overlaps the pool ${pool.value.text}, so a Service could take a node's address`,
      'Keep the two apart.',
    );
  }
  if (clusterMesh?.value !== undefined && pool !== undefined && !pool.value.contains(clusterMesh.value)) {
    draft.refuse(
      clusterMesh.path,
      `${clusterMesh.value} is not in the pool ${pool.value.text}, so other clusters would never reach this one`,
      `Choose an address of ${pool.value.text}.`,
    );
  }
  if (clusterMesh?.value !== undefined && clusterMesh.value === ingress?.value) {
    draft.refuse(clusterMesh.path, `${clusterMesh.value} is the ingress gateway's address`, 'Give each an address of its own.');
  }
  if (ingress !== undefined && pool !== undefined && !pool.value.contains(ingress.value)) {
    draft.refuse(
      ingress.path,
      `${ingress.value} is not in the pool ${pool.value.text}, so the gateway would never get it (L-07)`,
      `Choose an address of ${pool.value.text}.`,
    );
  }
}

function judgeNodes(
  draft: Draft,
  lan: { readonly text: string; contains(address: string): boolean } | undefined,
  pool: AddressRange | undefined,
  range: AddressRange | undefined,
): void {
  const fields = nodeSchema.shape;
  const count = draft.size(['nodes']);
  const steps = [...Array(count).keys()];
  refuseTwins(
    draft,
    steps.flatMap((i) => draft.part(['nodes', i, 'name'], fields.name) ?? []),
    'name',
  );
  const addresses = steps.flatMap((i) => draft.part(['nodes', i, 'address'], fields.address) ?? []);
  refuseTwins(draft, addresses, 'address');

  for (const { path, value } of addresses) {
    if (lan !== undefined && !lan.contains(value))
      draft.refuse(path, `${value} is not inside the LAN ${lan.text}`, `Write an address of ${lan.text}, or mend networks.lan.`);
    if (range?.contains(value) === false)
      draft.refuse(path, `${value} is not in ${range.text}, the addresses of this cluster's machines`, `Write one of ${range.text}.`);
    if (pool?.contains(value) === true) {
      draft.refuse(
        path,
        `${value} is in the load balancer's pool ${pool.text}, so a Service could take the node's address`,
        'Move the pool away from the nodes.',
      );
    }
  }

  const roles = steps.flatMap((i) => draft.part(['nodes', i, 'role'], fields.role) ?? []);
  if (count > 0 && roles.length === count && !roles.some(({ value }) => value === 'control-plane')) {
    draft.refuse(['nodes'], 'no node is a control plane', 'Give one node the role control-plane.');
  }
}

/** Two Services that ask for one port: the second is refused. */
function judgeNodePorts(draft: Draft): void {
  const ports = draft.map(['nodePorts'], clusterSchema.shape.nodePorts.unwrap().valueType);
  refuseTwins(
    draft,
    ports.map(({ path, value }) => ({ path, value: String(value) })),
    'port',
  );
}

/** Two networks of one cluster with a common address: a packet to it has two ways. */
function judgeOverlaps(draft: Draft): void {
  const networks = (['lan', 'pods', 'services'] as const).flatMap((key) => {
    const part = draft.part(['networks', key], shape[key]);
    return part?.value === undefined ? [] : [{ path: part.path, value: part.value, key }];
  });
  for (const [i, one] of networks.entries()) {
    for (const other of networks.slice(0, i)) {
      if (one.value.overlaps(other.value)) {
        draft.refuse(one.path, `${one.value.text} overlaps ${other.key} ${other.value.text}`, 'Choose a network of its own for each.');
      }
    }
  }
}

/** Names of the gateway: under the zone, and nobody's twice. */
export function judgeNames(draft: Draft): void {
  const zone = draft.part(['domain', 'zone'], domainSchema.shape.zone)?.value;
  const names = draft.keys(['domain', 'hosts']).flatMap((key) => draft.part(['domain', 'hosts', key, 'name'], hostSchema.shape.name) ?? []);
  refuseTwins(draft, names, 'name');

  for (const { path, value } of names) {
    if (zone === undefined || value === zone || value.endsWith(`.${zone}`)) continue;
    draft.refuse(path, `${value} is not under the zone ${zone}`, `Write a name that ends in .${zone}.`);
  }
}

/** @param what they have in common: `name`. */
export function refuseTwins(draft: Draft, parts: readonly Part<string>[], what: string): void {
  const first = new Map<string, Part<string>>();
  for (const part of parts) {
    const earlier = first.get(part.value);
    if (earlier === undefined) first.set(part.value, part);
    else
      draft.refuse(
        part.path,
        `the ${what} ${part.value} is there a second time, first on line ${draft.line(earlier.path)}`,
        `Give each its own ${what}.`,
      );
  }
}
