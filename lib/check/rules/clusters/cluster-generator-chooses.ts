import { registered } from '../../clusters/registered.ts';
import { LOCAL } from '../../clusters/where.ts';
import { fileTree } from '../../delivery/tree.ts';
import { installerOf, writtenSources } from '../../installers.ts';
import { fields, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { literal } from '../../../values/literal.ts';

const NAME = /\{\{-?\s*\.?name(?:Normalized)?\s*-?\}\}/g;

export const clusterGeneratorChooses = defineRule({
  id: 'cluster-generator-chooses',
  severity: 'info',
  kinds: ['argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'A generator of all clusters means the one of Argo CD itself, too: the folders that its template names have one for it.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Cluster/#deploying-to-the-local-cluster',
  *check(manifest, world) {
    const tree = fileTree(world);
    const installer = installerOf(manifest);
    if (tree === undefined || installer === undefined || !takesAll(itemsAt(manifest.object, 'spec.generators'))) return;
    // Where a Secret gives it a name, it has that one.
    if (registered(world).some(({ server }) => server !== undefined && LOCAL.test(server))) return;
    for (const { value, path } of writtenSources(installer.spec, installer.specPath)) {
      const written = textAt(value, 'path') ?? '';
      const plain = written.replace(NAME, 'in-cluster');
      if (plain === written || plain.includes('{{') || tree.folder(plain) !== undefined) continue;
      const pattern = new RegExp(`^${written.split(NAME).map(literal).join('[^/]+')}$`);
      const others = [...tree.folders()].filter((folder) => pattern.test(folder));
      if (others.length === 0) continue;
      yield {
        path: `${path}.path`,
        message: `the generator takes all clusters, the own one (in-cluster) among them, and there is no folder ${plain} beside ${others.sort().slice(0, 3).join(', ')}`,
        why: 'One Application more is made, which never finds its manifests: it stays Unknown, with a ComparisonError.',
        fix: 'Choose clusters by their label: selector: {matchLabels: {argocd.argoproj.io/secret-type: cluster}}, or add the folder.',
      };
    }
  },
});

function takesAll(generators: readonly unknown[]): boolean {
  return generators.some((each) => {
    const own = fields(each);
    const nested = [...itemsAt(own, 'matrix.generators'), ...itemsAt(own, 'merge.generators')];
    return ('clusters' in own && Object.keys(fieldsAt(own, 'clusters.selector')).length === 0) || takesAll(nested);
  });
}
