import type { Manifest } from '../../manifest/manifest.ts';

export type StateName = 'old' | 'new';

/** About 300 files in two clusters; the two states share most files, change some, and each has some of its own. */
export function stateOf(name: StateName): Manifest[] {
  const manifests: Manifest[] = [];
  for (let index = 0; index < 300; index += 1) {
    const text = index % 10 === 0 ? `text: ${name} ${index}\n` : `text: ${index}\n`;
    const own = index % 15 === 0 ? `-${name}` : '';
    const cluster = index % 2 === 0 ? 'one' : 'two';
    const app = `app${own}-${index % 12}`;
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c${index}`, namespace: app } };
    manifests.push({ cluster, app, object, construct: `${cluster}/${app}`, file: `${cluster}/${app}/configmap.c${index}.yaml`, text });
  }
  return manifests;
}
