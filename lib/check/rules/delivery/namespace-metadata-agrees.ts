import { installerOf } from '../../installers.ts';
import { join, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const namespaceMetadataAgrees = defineRule({
  id: 'namespace-metadata-agrees',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application'],
  asks: 'Labels and annotations that an Application gives to its namespace are those that the Namespace in Git has.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#namespace-metadata',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    const name = installer?.namespace;
    if (installer === undefined || name === undefined || name.includes('{{')) return;
    const namespace = world.targetOf(manifest).find('v1/Namespace', '', name);
    if (namespace === undefined) return;
    for (const part of ['labels', 'annotations'] as const) {
      const path = `syncPolicy.managedNamespaceMetadata.${part}`;
      const written = textsAt(namespace.object, `metadata.${part}`);
      for (const [key, value] of Object.entries(textsAt(installer.spec, path))) {
        const other = written[key];
        if (other === undefined || other === value) continue;
        yield {
          path: join(`${installer.specPath}.${path}`, key),
          message: `it gives namespace ${name} ${key}: ${value}, and the Namespace in Git has ${key}: ${other}`,
          why: 'Argo CD writes the one, then the other: what the label decides (sidecars, the level of pods, who may come in) changes with the order of the syncs.',
          fix: 'Leave it in one of the two places.',
        };
      }
    }
  },
});
