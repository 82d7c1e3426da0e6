import { installerOf } from '../charts/index.ts';
import { loadClusters } from '../lib/inventory/load.ts';
import { identity, type KubeObject } from '../lib/manifest/manifest.ts';
import { synthesize } from '../lib/synth/synthesize.ts';
import type { Template } from './template.ts';

/** Where the objects that are multiplied come from. */
export const SOURCE = { cluster: 'homelab', app: 'blog-system' };

/** The blog system of the real inventory, as plain objects. */
export function templateOf(): Template {
  const [cluster] = loadClusters('clusters', { only: [SOURCE.cluster] });
  if (cluster === undefined) throw new Error(`clusters/ has no ${SOURCE.cluster}`);
  const { manifests, provided } = synthesize(cluster, installerOf(cluster));
  const own = manifests.filter(({ app }) => app === SOURCE.app).map(({ object }) => object);
  // A copy has another namespace; what does not speak of it exists once, as do the objects of other apps that the copies
  // refer to, and is nobody's work here.
  const objects = own.filter((object) => identity(object).includes(SOURCE.app));
  const once = own.filter((object) => !objects.includes(object));
  const around = manifests.filter(({ app }) => app !== SOURCE.app && app !== 'argocd').map(({ object }) => object);
  return { namespace: SOURCE.app, zone: cluster.domain?.zone ?? '', objects, provided: [...provided, ...once, ...around] };
}

/** The Argo CD Application that installs it. */
export function applicationOf(): KubeObject {
  const [cluster] = loadClusters('clusters', { only: [SOURCE.cluster] });
  if (cluster === undefined) throw new Error(`clusters/ has no ${SOURCE.cluster}`);
  const { manifests } = synthesize(cluster, installerOf(cluster));
  const found = manifests.find(({ object }) => object.kind === 'Application' && object.metadata.name === SOURCE.app);
  if (found === undefined) throw new Error(`no Application installs ${SOURCE.app}`);
  return found.object;
}
