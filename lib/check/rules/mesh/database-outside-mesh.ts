import { databaseOf } from '../../databases.ts';
import { POD_KINDS } from '../../pods.ts';
import { join } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const databaseOutsideMesh = defineRule({
  id: 'database-outside-mesh',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A database whose server speaks first (MySQL and its kin) is kept out of sidecar injection.',
  source: 'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/#server-first-protocols; seed 002, L-02',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const found = pod === undefined ? undefined : databaseOf(pod);
    if (pod?.injection !== 'yes' || found?.database.serverFirst !== true) return;

    const { database, container } = found;
    const template = pod.path === '' ? 'metadata' : `${pod.path}.metadata`;
    yield {
      path: join(`${template}.annotations`, 'sidecar.istio.io/inject'),
      message: `${database.name} in container "${container.name}" (${container.image ?? 'no image'}) gets a sidecar, as namespace "${pod.namespace}" injects one`,
      why: `The proxy waits for the client's first bytes and the ${database.name} server waits to greet: connections stall or fail, and the application above is down.`,
      fix: 'Set the pod annotation sidecar.istio.io/inject: "false".',
    };
  },
});
